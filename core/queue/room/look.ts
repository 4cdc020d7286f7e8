/**
 * How a room looks, as far as its seller says: colours for light and for dark, a picture, and a
 * sentence. Where one mode is left out, the page is in our own colours there.
 */
import { z } from 'zod'
import { HEX } from '../../look/colour.ts'
import { faintIn } from '../../look/legible.ts'

const TEXT_MAX_CHARS = 200
const SRC_MAX_CHARS = 500
const PORT_MAX = 65_535

// Written small, so that two spellings of one look are one look. What is no colour has no contrast.
const hex = z
  .string('a colour is needed, such as #1d1a16')
  .regex(HEX, { error: 'a colour such as #1d1a16', abort: true })
  .toLowerCase()

const colours = z
  .strictObject({ desk: hex, paper: hex, ink: hex, accent: hex })
  .superRefine((value, context) => {
    for (const { field, message } of faintIn(value)) {
      context.addIssue({ code: 'custom', path: [field], message })
    }
  })

const textByLanguage = z
  .record(
    z.string().regex(/^[a-z]{2}$/),
    z
      .string()
      .trim()
      .min(1, 'some text, or leave the language out')
      .max(TEXT_MAX_CHARS, `${TEXT_MAX_CHARS} characters at most`)
      .regex(/^\P{Cc}*$/u, 'one line, without control characters'),
    {
      error: ({ code }) =>
        code === 'invalid_key' ? 'a language is two small letters, such as en' : undefined,
    },
  )
  .refine((texts) => Object.keys(texts).length > 0, { error: 'a text in one language at least' })

// Nothing in it can end an attribute, a rule of a stylesheet or a line of a header. A host is its
// letters alone: no user, no wildcard, no number in place of a name.
const OWN_PATH = /^(?:\/[\w\-.~!$&()*+,;=:@%?]+)+$/
const OUTSIDE =
  /^https:\/\/[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\.[a-z][a-z0-9-]*[a-z0-9](?::(?<port>\d{1,5}))?\/[\w\-.~!$&()*+,;=:@%?/]*$/

const address = z
  .string()
  .max(SRC_MAX_CHARS, { error: `${SRC_MAX_CHARS} characters at most`, abort: true })
  .refine((src) => OWN_PATH.test(src) || isOutside(src), {
    error:
      'a path on this host such as /rooms/-/poster.webp, or an address such as https://images.example/poster.webp, without user, spaces and quotes',
  })

function isOutside(src: string): boolean {
  const found = OUTSIDE.exec(src)
  return found !== null && Number(found.groups?.['port'] ?? 443) <= PORT_MAX
}

/** That a picture says nothing is said aloud: an alt text that is merely missing was forgotten. */
const picture = z
  .strictObject({
    src: address,
    alt: textByLanguage.exactOptional(),
    decorative: z.literal(true).exactOptional(),
  })
  .refine(({ alt, decorative }) => (alt === undefined) !== (decorative === undefined), {
    path: ['alt'],
    error: 'either what the picture shows, by language, or "decorative": true beside src',
  })

export const roomLook = z.strictObject({
  light: colours.exactOptional(),
  dark: colours.exactOptional(),
  picture: picture.exactOptional(),
  note: textByLanguage.exactOptional(),
})
export type RoomLook = z.infer<typeof roomLook>

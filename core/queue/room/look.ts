/**
 * How a room looks, as far as its seller says: colours for light and for dark, a picture, and a
 * sentence. Where one mode is left out, the page is in our own colours there.
 */
import { z } from 'zod'
import { HEX } from '../../look/colour.ts'
import { faintIn } from '../../look/legible.ts'
import { because } from '../../reason.ts'

const TEXT_MAX_CHARS = 200
const SRC_MAX_CHARS = 500
const PORT_MAX = 65_535

// Written small, so that two spellings of one look are one look. What is no colour has no contrast.
const hex = z
  .string(because('no-colour'))
  .regex(HEX, { error: because('not-a-colour'), abort: true })
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
      .min(1, because('no-text-in-language'))
      .max(TEXT_MAX_CHARS, because('too-many-characters', { max: TEXT_MAX_CHARS }))
      .regex(/^\P{Cc}*$/u, because('several-lines')),
    {
      error: ({ code }) => (code === 'invalid_key' ? because('not-a-language') : undefined),
    },
  )
  .refine((texts) => Object.keys(texts).length > 0, { error: because('no-text-at-all') })

// Nothing in it can end an attribute, a rule of a stylesheet or a line of a header. A host is its
// letters alone: no user, no wildcard, no number in place of a name.
const OWN_PATH = /^(?:\/[\w\-.~!$&()*+,;=:@%?]+)+$/
const OUTSIDE =
  /^https:\/\/[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\.[a-z][a-z0-9-]*[a-z0-9](?::(?<port>\d{1,5}))?\/[\w\-.~!$&()*+,;=:@%?/]*$/

const address = z
  .string()
  .max(SRC_MAX_CHARS, {
    error: because('too-many-characters', { max: SRC_MAX_CHARS }),
    abort: true,
  })
  .refine((src) => OWN_PATH.test(src) || isOutside(src), {
    error: because('not-a-picture-address'),
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
    error: because('picture-says-what'),
  })

export const roomLook = z.strictObject({
  light: colours.exactOptional(),
  dark: colours.exactOptional(),
  picture: picture.exactOptional(),
  note: textByLanguage.exactOptional(),
})
export type RoomLook = z.infer<typeof roomLook>

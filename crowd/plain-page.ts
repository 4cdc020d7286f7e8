/**
 * The page of a room as who has no script has it: which state it is in, the facts it shows, what
 * can be pressed, and when it loads itself anew. All of that a person sees. Two things no visible
 * fact tells are taken from what the page hands to its script: the server's clock, without which
 * nobody could say how old the facts are (R6), and the lane, which has no name worth showing where
 * there is only one.
 */
import { z } from 'zod'
import { laneIdSchema } from '../core/protocol/place.ts'
import { formsAmong, tagsIn, type Form } from './html.ts'

export type PlainPage = {
  readonly state: string
  /** By name; of several news the first, which is the newest. */
  readonly facts: ReadonlyMap<string, string>
  readonly forms: readonly Form[]
  readonly refresh: { readonly afterMs: number; readonly href: string } | undefined
  /** Not on a page that answers a form. */
  readonly behind: Behind | undefined
}

const behindSchema = z.object({
  nowMs: z.int().nonnegative(),
  view: z.object({
    poll: z
      .object({ status: z.object({ place: z.object({ lane: laneIdSchema }) }) })
      .exactOptional(),
  }),
})
type Behind = z.infer<typeof behindSchema>

/** Undefined when it is no page of a room. */
export function readPage(html: string): PlainPage | undefined {
  const tags = [...tagsIn(html)].filter(({ name, isEnd }) => !isEnd || name === 'form')
  const facts = new Map<string, string>()
  let state: string | undefined
  let refresh: PlainPage['refresh']
  let behind: Behind | undefined
  for (const { attributes, isEnd } of tags) {
    if (isEnd) continue
    state ??= attributes.get('data-state')
    const fact = attributes.get('data-fact')
    if (fact !== undefined && !facts.has(fact)) facts.set(fact, attributes.get('data-value') ?? '')
    if (attributes.get('http-equiv') === 'refresh') refresh ??= refreshIn(attributes.get('content'))
    const start = attributes.get('data-start')
    if (start !== undefined) behind ??= behindSchema.parse(JSON.parse(start))
  }
  if (state === undefined) return undefined
  return { state, facts, forms: formsAmong(tags), refresh, behind }
}

/** `5;url=?lang=en`, or only the seconds. */
function refreshIn(content = ''): PlainPage['refresh'] {
  const [, seconds, href = ''] = /^\s*(\d+)\s*(?:;\s*url=(.*))?$/i.exec(content) ?? []
  return seconds === undefined ? undefined : { afterMs: Number(seconds) * 1_000, href }
}

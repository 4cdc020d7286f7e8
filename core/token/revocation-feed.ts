/**
 * Revocations as a desk or an isolate hands them on: those that could still be accepted, numbered
 * as the room did, with the instant they are complete up to. Whoever asks gets what came after
 * their cursor; nobody asks the room but desks.
 */
import { VERIFIER_SKEW_MS } from '../queue/limits.ts'
import type { RevocationsPage } from '../queue/room/revocations-page.ts'
import type { Revocation } from '../queue/segment/segment.ts'
import { DELTA_ENTRIES_MAX } from './limits.ts'

export type RevocationFeed = {
  readonly epoch: string
  readonly to: number
  readonly asOfMs: number
  readonly noLine: boolean
  readonly entries: readonly Revocation[]
}

/** A page that does not follow what is held begins anew; one that is older changes nothing. */
export function fed(
  feed: RevocationFeed | undefined,
  page: RevocationsPage,
  nowMs: number,
): RevocationFeed | undefined {
  const isSame = feed !== undefined && feed.epoch === page.epoch && page.from > 0
  if (isSame && page.from > feed.to) return feed
  const known = isSame ? feed.entries : []
  const heardTo = isSame ? feed.to : 0
  const isAlive = ({ untilMs }: Revocation) => untilMs + VERIFIER_SKEW_MS > nowMs
  const fresh = page.entries.filter((entry) => entry.no > heardTo && isAlive(entry))
  // Nothing new and nobody dead: the same list, which whoever looks things up in it can tell.
  const isSameList = fresh.length === 0 && known.every(isAlive)
  const entries = isSameList ? known : [...known.filter(isAlive), ...fresh]
  const asOfMs = page.more ? 0 : page.asOfMs
  return {
    epoch: page.epoch,
    to: Math.max(heardTo, page.to),
    asOfMs: Math.max(isSame ? feed.asOfMs : 0, asOfMs),
    noLine: page.noLine,
    entries,
  }
}

export function pageOf(
  { epoch, to, asOfMs, noLine, entries }: RevocationFeed,
  cursor: { readonly epoch: string | undefined; readonly after: number },
): RevocationsPage {
  const isOurs = (cursor.epoch === undefined || cursor.epoch === epoch) && cursor.after <= to
  const from = isOurs ? cursor.after : 0
  const unheard = entries.filter(({ no }) => no > from)
  const more = unheard.length > DELTA_ENTRIES_MAX
  const page = unheard.slice(0, DELTA_ENTRIES_MAX)
  return {
    epoch,
    from,
    to: more ? (page.at(-1)?.no ?? from) : to,
    more,
    asOfMs,
    noLine,
    entries: page,
  }
}

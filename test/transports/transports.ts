/**
 * The four ways by which a page hears of its room, and how long each may take: by how old the
 * documents may be that it is told from (R6), and by how often it asks or is told.
 */
import { FAR_POLL_MAX_MS, NEAR_POLL_MS, NEAR_TRUTH_MS } from '../../core/queue/limits.ts'

export type Transport = {
  readonly name: 'socket' | 'stream' | 'poll' | 'page'
  /** The page without script renews itself, and its fan does everything by hand. */
  readonly hasScript: boolean
  /** From what happened to the page near the front: news, */
  readonly newsMs: number
  /** who is ahead and whose turn it is, */
  readonly changeMs: number
  /** and all else, which connections say again every so often. */
  readonly anythingMs: number
  /** Whatever happens, far from the front and outside. */
  readonly farMs: number
  /** From the opening to the button for who counts down to it. */
  readonly doorMs: number
}

/** Two cores that bear the servers, the browser and thirty pages are late now and then. */
const BUSY_MS = 2_000
/** R6: how old a count may be when it is told, near the front and far from it. */
export const TOLD_NEAR_MS = NEAR_TRUTH_MS + BUSY_MS
export const TOLD_FAR_MS = 15_000 + BUSY_MS

/** R6: news, to who is near. */
const NEWS_NEAR_MS = 2_000
/** What has not changed is said again by sockets and streams. */
const SAY_AGAIN_MS = 10_000
/** Sockets are pushed every other second; streams look every second. */
const PUSH_EVERY_MS = 2_000
/** Documents far from the front: how long isolate and desk hold them, and a tick besides. */
const FAR_DOCUMENTS_MS = 5_000
/** Who counts down looks again within two seconds of the opening, and so on. */
const DOOR_LOOKS_MS = 4_000
const PAGE_NEAR_MS = 5_000
const PAGE_FAR_MS = 20_000

const pushed = {
  newsMs: NEWS_NEAR_MS + BUSY_MS,
  changeMs: NEAR_TRUTH_MS + PUSH_EVERY_MS + BUSY_MS,
  anythingMs: NEAR_TRUTH_MS + SAY_AGAIN_MS + BUSY_MS,
}

/** Who asks every so often hears of everything the next time. */
function asking(everyMs: number): typeof pushed {
  const ms = NEAR_TRUTH_MS + everyMs + BUSY_MS
  return { newsMs: ms, changeMs: ms, anythingMs: ms }
}

/** Far from the front all of them poll. */
const scripted = {
  hasScript: true,
  farMs: FAR_DOCUMENTS_MS + FAR_POLL_MAX_MS + BUSY_MS,
  doorMs: FAR_DOCUMENTS_MS + DOOR_LOOKS_MS + BUSY_MS,
}

export const transports: readonly Transport[] = [
  { name: 'socket', ...scripted, ...pushed },
  { name: 'stream', ...scripted, ...pushed },
  { name: 'poll', ...scripted, ...asking(NEAR_POLL_MS) },
  {
    name: 'page',
    hasScript: false,
    ...asking(PAGE_NEAR_MS),
    farMs: FAR_DOCUMENTS_MS + PAGE_FAR_MS + BUSY_MS,
    doorMs: FAR_DOCUMENTS_MS + 2 * PAGE_NEAR_MS + BUSY_MS,
  },
]

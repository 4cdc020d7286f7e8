/**
 * The public check: everything a stranger can find out about a draw from its document alone. It
 * says of each thing whether it holds, and if not, by name, what does not (R9).
 */
import { CLOCK_SKEW_MS, COUNTED_BEFORE_ROUND_MS, REDRAW_NOTICE_MS } from '../limits.ts'
import { UNACCOUNTED_MAX_SHARE } from '../limits.ts'
import { sizeOf, type Ranges } from '../ranges.ts'
import { BEACON_CHAIN, instantOfRound, randomnessOf, type VerifyBeacon } from './beacon.ts'
import { commitmentOf } from './commitment.ts'
import type { AnnouncedDraw, Counted, DrawDocument, Drawn, LaneCount } from './document.ts'
import { digestOf, laneKeyOf } from './lane-key.ts'
import { openPermutation, positionOf } from './permutation.ts'
import { rangesFromText } from './ranges-text.ts'

export type DrawFault =
  | 'no-draw'
  | 'not-drawn-yet'
  | 'draw-is-void'
  | 'beacon-of-another-chain'
  | 'instant-of-another-round'
  | 'announced-after-the-lobby-opened'
  | 'announced-too-close-to-the-round'
  | 'counted-before-it-was-announced'
  | 'counted-too-close-to-the-round'
  | 'two-lanes-of-one-name'
  | 'ranges-unreadable'
  | 'ranges-beyond-the-numbers'
  | 'size-is-not-of-the-ranges'
  | 'too-many-unaccounted'
  | 'digest-of-something-else'
  | 'drawn-before-the-round'
  | 'seed-is-not-the-committed-one'
  | 'randomness-of-another-signature'
  | 'not-signed-by-the-beacon'
  | 'position-given-twice'

export type Finding = {
  readonly check:
    | 'outcome'
    | 'beacon'
    | 'announcement'
    | 'count'
    | 'ranges'
    | 'unaccounted'
    | 'digest'
    | 'reveal'
    | 'seed'
    | 'signature'
    | 'positions'
  readonly lane: string | undefined
  /** Undefined where it holds. */
  readonly fault: DrawFault | undefined
}

export function checkDraw(document: DrawDocument, verifyBeacon: VerifyBeacon): Finding[] {
  if (document.phase === 'none') return [finding('outcome', 'no-draw')]
  const said = [
    finding('beacon', beaconFault(document)),
    finding('announcement', announcementFault(document)),
  ]
  if (document.phase === 'void') return [...said, finding('outcome', 'draw-is-void')]
  if (document.phase === 'announced') return [...said, finding('outcome', 'not-drawn-yet')]
  const counted = countFindings(document)
  if (document.phase === 'counted') {
    return [...said, ...counted, finding('outcome', 'not-drawn-yet')]
  }
  return [...said, ...counted, ...drawnFindings(document, verifyBeacon)]
}

export function holds(findings: readonly Finding[]): boolean {
  return findings.every(({ fault }) => fault === undefined)
}

function beaconFault({ chain, round, roundAtMs }: AnnouncedDraw): DrawFault | undefined {
  if (chain !== BEACON_CHAIN) return 'beacon-of-another-chain'
  return roundAtMs === instantOfRound(round) ? undefined : 'instant-of-another-round'
}

/** Another draw after a void one has no lobby any more: its round must be some time ahead. */
function announcementFault(document: AnnouncedDraw): DrawFault | undefined {
  const { announcedAtMs, lobbyAtMs, roundAtMs, earlier } = document
  if (earlier.length === 0) {
    return announcedAtMs < lobbyAtMs ? undefined : 'announced-after-the-lobby-opened'
  }
  const inTime = announcedAtMs + REDRAW_NOTICE_MS <= roundAtMs
  return inTime ? undefined : 'announced-too-close-to-the-round'
}

function countFindings(document: Counted | Drawn): Finding[] {
  const { lanes } = document
  const ofLanes = lanes.flatMap((lane) => [
    finding('ranges', rangesFault(lane), lane.id),
    finding('unaccounted', unaccountedFault(lane), lane.id),
  ])
  return [
    finding('count', countFault(document)),
    ...ofLanes,
    finding('digest', digestFault(document)),
  ]
}

function countFault(document: Counted | Drawn): DrawFault | undefined {
  const { announcedAtMs, countedAtMs, roundAtMs, lanes } = document
  if (new Set(lanes.map(({ id }) => id)).size < lanes.length) return 'two-lanes-of-one-name'
  if (countedAtMs < announcedAtMs) return 'counted-before-it-was-announced'
  const inTime = countedAtMs + COUNTED_BEFORE_ROUND_MS <= roundAtMs
  return inTime ? undefined : 'counted-too-close-to-the-round'
}

function rangesFault({ ranges, upTo, size }: LaneCount): DrawFault | undefined {
  const read = rangesFromText(ranges)
  if (read === undefined) return 'ranges-unreadable'
  if ((read.at(-1)?.to ?? 0) > upTo) return 'ranges-beyond-the-numbers'
  return sizeOf(read) === size ? undefined : 'size-is-not-of-the-ranges'
}

/** In each lane, and so in all of them: a small lane does not hide behind a large one. */
function unaccountedFault({ unaccounted, size }: LaneCount): DrawFault | undefined {
  return unaccounted <= size * UNACCOUNTED_MAX_SHARE ? undefined : 'too-many-unaccounted'
}

function digestFault(document: Counted | Drawn): DrawFault | undefined {
  if (!document.lanes.every((lane) => readRanges(lane) !== undefined)) return 'ranges-unreadable'
  return digestOf(document, document) === document.digest ? undefined : 'digest-of-something-else'
}

function drawnFindings(document: Drawn, verifyBeacon: VerifyBeacon): Finding[] {
  const { drawnAtMs, roundAtMs, epoch, seed, commitment, lanes } = document
  const isLater = drawnAtMs + CLOCK_SKEW_MS >= roundAtMs
  const isCommitted = commitmentOf(epoch, seed) === commitment
  return [
    finding('reveal', isLater ? undefined : 'drawn-before-the-round'),
    finding('seed', isCommitted ? undefined : 'seed-is-not-the-committed-one'),
    finding('signature', signatureFault(document, verifyBeacon)),
    ...lanes.map((lane) => finding('positions', positionsFault(document, lane), lane.id)),
  ]
}

function signatureFault(
  { round, randomness, signature }: Drawn,
  verifyBeacon: VerifyBeacon,
): DrawFault | undefined {
  if (randomnessOf(signature) !== randomness) return 'randomness-of-another-signature'
  return verifyBeacon(round, signature) ? undefined : 'not-signed-by-the-beacon'
}

/** Every position is computed: each of them is somebody's, and nobody's twice. */
function positionsFault(document: Drawn, lane: LaneCount): DrawFault | undefined {
  const ranges = readRanges(lane)
  if (ranges === undefined) return 'ranges-unreadable'
  const size = sizeOf(ranges)
  if (size === 0) return undefined
  const permutation = openPermutation(laneKeyOf(document, lane.id), size)
  const given = new Uint8Array(size)
  for (let rank = 0; rank < size; rank += 1) given[positionOf(permutation, rank)] = 1
  return given.every((once) => once === 1) ? undefined : 'position-given-twice'
}

function readRanges({ ranges, upTo }: LaneCount): Ranges | undefined {
  const read = rangesFromText(ranges)
  return (read?.at(-1)?.to ?? 0) <= upTo ? read : undefined
}

function finding(check: Finding['check'], fault: DrawFault | undefined, lane?: string): Finding {
  return { check, fault, lane }
}

/** What a check of a draw found, in words. */
import type { DrawFault, Finding } from '../core/queue/draw/check.ts'
import type { AnnouncedDraw } from '../core/queue/draw/document.ts'

const CHECKS: Record<Finding['check'], string> = {
  outcome: 'the draw has an outcome',
  beacon: 'the beacon is drand quicknet, and the round is of its instant',
  announcement: 'commitment and round were announced in time',
  count: 'the numbers were published before the round',
  ranges: 'the numbers in the draw are as many as it says',
  unaccounted: 'at most 1 in 1,000 numbers were never accounted for',
  digest: 'the digest is of all that was published before the round',
  reveal: 'the seed was revealed after the round',
  seed: 'the seed is the one that was committed to',
  signature: 'the League of Entropy signed the round',
  positions: 'every position was computed, and each is given once',
}

const FAULTS: Record<DrawFault, string> = {
  'no-draw': 'this room has no draw, or it was not announced yet',
  'not-drawn-yet': 'it is not drawn yet: check again after its round',
  'draw-is-void': 'the draw is void: it has no outcome',
  'beacon-of-another-chain': 'the beacon is of another chain',
  'instant-of-another-round': 'the instant is not the one of the round',
  'announced-after-the-lobby-opened': 'it was announced after the lobby had opened',
  'announced-too-close-to-the-round': 'it was announced less than a minute before the round',
  'counted-before-it-was-announced': 'the numbers were published before the announcement',
  'counted-too-close-to-the-round': 'the numbers were published less than 5 s before the round',
  'two-lanes-of-one-name': 'two lanes have one name',
  'ranges-unreadable': 'the ranges cannot be read',
  'ranges-beyond-the-numbers': 'the ranges go beyond the numbers of the lobby',
  'size-is-not-of-the-ranges': 'there are more or fewer numbers in the ranges',
  'too-many-unaccounted': 'more were never accounted for',
  'digest-of-something-else': 'the digest is of something else: what was published was edited',
  'drawn-before-the-round': 'the seed was revealed before the round',
  'seed-is-not-the-committed-one': 'the seed is another one',
  'randomness-of-another-signature': 'the randomness is not of this signature',
  'not-signed-by-the-beacon': 'the signature is not of the League, or of another round',
  'position-given-twice': 'a position is given twice',
}

export function reportOf(findings: readonly Finding[]): string {
  return findings.map(lineOf).join('\n')
}

function lineOf({ check, lane, fault }: Finding): string {
  const what = `${CHECKS[check]}${lane === undefined ? '' : ` (lane ${lane})`}`
  if (fault === undefined) return `  good   ${what}`
  return `  FAILS  ${what}: ${FAULTS[fault]} [${fault}]`
}

export function titleOf(draw: AnnouncedDraw): string {
  const lines = [`Draw of epoch ${draw.epoch}, round ${draw.round} at ${instant(draw.roundAtMs)}`]
  for (const { epoch, reason, voidAtMs } of draw.earlier) {
    lines.push(
      `  An earlier draw, of epoch ${epoch}, was made void at ${instant(voidAtMs)}: ${reason}`,
    )
  }
  if (draw.phase === 'counted' || draw.phase === 'drawn') {
    for (const { id, size, unaccounted } of draw.lanes) {
      lines.push(
        `  lane ${id}: ${grouped(size)} numbers, ${grouped(unaccounted)} never accounted for`,
      )
    }
    lines.push(`  digest ${draw.digest}`)
  }
  if (draw.phase === 'void') {
    const known = draw.afterRound ? 'after its round was out' : 'before its round was out'
    lines.push(`  Void since ${instant(draw.voidAtMs)}, ${known}: ${draw.reason}`)
  }
  return lines.join('\n')
}

export function grouped(number: number): string {
  return number.toLocaleString('en')
}

function instant(atMs: number): string {
  return new Date(atMs).toISOString()
}

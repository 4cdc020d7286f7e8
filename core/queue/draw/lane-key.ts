/**
 * What the permutation's key is made of: seed and beacon, and everything published before the
 * beacon's round, so that nothing of it can be edited afterwards without another outcome.
 */
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { assert } from '../../assert.ts'
import type { Announced, Counted, Drawn, LaneCount } from './document.ts'
import { encoded, type Field } from './encoding.ts'
import { rangesFromText, rangesToBytes } from './ranges-text.ts'

type Announcement = Pick<Announced, 'epoch' | 'commitment' | 'chain' | 'round'>

/** A hash of all that is published before the beacon's round. */
export function digestOf(
  { epoch, commitment, chain, round }: Announcement,
  { countedAtMs, lanes }: Pick<Counted, 'countedAtMs' | 'lanes'>,
): string {
  const said = [epoch, hexToBytes(commitment), hexToBytes(chain), round, countedAtMs, lanes.length]
  return bytesToHex(sha256(encoded('count', [...said, ...lanes.flatMap(fieldsOf)])))
}

function fieldsOf({ id, size, upTo, unaccounted, ranges }: LaneCount): Field[] {
  const read = rangesFromText(ranges)
  assert(read !== undefined, 'ranges that can be read')
  return [id, size, upTo, unaccounted, rangesToBytes(read)]
}

export function laneKeyOf(
  drawn: Pick<Drawn, 'epoch' | 'chain' | 'round' | 'randomness' | 'digest' | 'seed'>,
  lane: string,
): Uint8Array {
  const { epoch, chain, round, randomness, digest, seed } = drawn
  const beacon = [hexToBytes(chain), round, hexToBytes(randomness)]
  const message = encoded('lane-key', [epoch, lane, ...beacon, hexToBytes(digest)])
  return hmac(sha256, hexToBytes(seed), message)
}

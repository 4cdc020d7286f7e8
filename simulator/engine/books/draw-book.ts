/**
 * R9, from what is published alone, and with another implementation of the draw than core's: the
 * text of docs/draw.md and Node's own hashes. Every fan's position is computed again.
 */
import { createHash, createHmac } from 'node:crypto'
import type { Drawn } from '../../../core/queue/draw/document.ts'
import type { Faults } from './faults.ts'

const PREFIX = 'admit-one/draw/1/'
const ROUNDS = 10

export class DrawBook {
  readonly #faults: Faults
  #countedAtMs = Infinity
  #drawnAtMs = Infinity

  constructor(faults: Faults) {
    this.#faults = faults
  }

  counted(nowMs: number): void {
    this.#countedAtMs = Math.min(this.#countedAtMs, nowMs)
  }

  /** A fan was handed a number. */
  joined(nowMs: number): void {
    const isFree = nowMs <= this.#countedAtMs || nowMs >= this.#drawnAtMs
    this.#faults.hold('R9', isFree, nowMs, () => 'a number was handed out while the draw was on')
  }

  /** The document of a draw that was drawn, and each fan's number and position in a lane. */
  drawn(document: Drawn, nowMs: number): void {
    this.#drawnAtMs = nowMs
    const { roundAtMs, countedAtMs, announcedAtMs, lobbyAtMs, drawnAtMs } = document
    const isInOrder = announcedAtMs < lobbyAtMs && countedAtMs < roundAtMs && roundAtMs <= drawnAtMs
    this.#faults.hold('R9', isInOrder, nowMs, () => 'the draw was published out of order')
    const seed = Buffer.from(document.seed, 'hex')
    const commitment = createHash('sha256').update(fields('commitment', [document.epoch, seed]))
    this.#faults.hold('R9', commitment.digest('hex') === document.commitment, nowMs, () => {
      return 'the seed is not the one that was committed to'
    })
    for (const { id, size, unaccounted } of document.lanes) {
      this.#faults.hold('R9', unaccounted <= size * 0.001, nowMs, () => {
        return `${unaccounted} of ${size} numbers of ${id} were never accounted for`
      })
    }
  }

  /** Positions of all numbers of a lane, lowest number first; they must be what pages computed. */
  permutation(document: Drawn, lane: string): (rank: number) => number {
    const { epoch, chain, round, randomness, digest, seed, lanes } = document
    const size = lanes.find(({ id }) => id === lane)?.size ?? 0
    const said = [hex(chain), whole(round, 8), hex(randomness), hex(digest)]
    const key = createHmac('sha256', hex(seed)).update(fields('lane-key', [epoch, lane, ...said]))
    return feistel(key.digest(), size)
  }

  /** A number outside the published ones has no rank, and nobody may hold it. */
  stands(rank: number, position: number, expected: number, nowMs: number): void {
    this.#faults.hold('R9', rank >= 0 && position === expected, nowMs, () => {
      return `rank ${rank} stands at ${position}, and the draw says ${expected}`
    })
  }
}

function feistel(key: Buffer, size: number): (rank: number) => number {
  const bits = Math.max(8, Math.ceil(Math.log2(size)))
  const low = Math.ceil(bits / 2)
  const [lowMask, highMask] = [2 ** low - 1, 2 ** (bits - low) - 1]
  const values = new Map<number, number>()
  const value = (round: number, half: number): number => {
    const known = values.get(round * 4_096 + half)
    if (known !== undefined) return known
    const block = Math.floor(half / 8)
    const words = createHmac('sha256', key).update(whole(round, 4)).update(whole(block, 4)).digest()
    for (let at = 0; at < 8; at += 1) {
      values.set(round * 4_096 + block * 8 + at, words.readUInt32BE(at * 4))
    }
    return values.get(round * 4_096 + half) ?? 0
  }
  const once = (from: number): number => {
    let [left, right] = [from >>> low, from & lowMask]
    for (let round = 0; round < ROUNDS; round += 1) {
      if (round % 2 === 0) left ^= value(round, right) & highMask
      else right ^= value(round, left) & lowMask
    }
    return left * 2 ** low + right
  }
  return (rank) => {
    if (rank < 0 || rank >= size) return -1
    let at = once(rank)
    while (at >= size) at = once(at)
    return at
  }
}

/** The purpose and each field, with its length in four bytes before it. */
function fields(purpose: string, all: readonly (string | Buffer)[]): Buffer {
  const parts = [PREFIX + purpose, ...all].map((field) => Buffer.from(field))
  return Buffer.concat(parts.flatMap((part) => [whole(part.length, 4), part]))
}

function whole(value: number, bytes: number): Buffer {
  const out = Buffer.alloc(bytes)
  out.writeUIntBE(value % 2 ** 32, bytes - 4, 4)
  if (bytes > 4) out.writeUIntBE(Math.floor(value / 2 ** 32), 0, bytes - 4)
  return out
}

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex')
}

/**
 * What is random about a fan depends on the seed, the fan and what is asked, and on nothing else:
 * the same crowd comes to every rehearsal, whatever cap or rate is tried on it.
 */
import { seeded, type Random } from '../../core/queue/model/random.ts'

/** What is asked of a fan's dice. Each has throws of its own. */
export const ASKED = {
  arrival: 1,
  lane: 2,
  isolate: 3,
  noShow: 4,
  comeBack: 5,
  reload: 6,
  lostSocket: 7,
  hidden: 8,
  polls: 9,
  patience: 10,
  shopping: 11,
  bot: 12,
  connect: 13,
  delay: 14,
  away: 15,
  late: 16,
  buys: 17,
  saysGoodbye: 18,
} as const

export class Dice {
  readonly #seed: number
  /** For what is no fan's own: the network's moods. */
  readonly next: Random

  constructor(seed: number) {
    this.#seed = seed
    this.next = seeded(seed)
  }

  /** From 0 to 1, the same for the same question. */
  of(fan: number, asked: number): number {
    let hash = Math.imul(this.#seed ^ Math.imul(fan + 1, 0x9e3779b1), 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13) ^ Math.imul(asked, 0xc2b2ae35), 0x27d4eb2f)
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
    hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39)
    return ((hash ^ (hash >>> 15)) >>> 0) / 4_294_967_296
  }

  /** Log-normal: half are below the median, two in three within `spread` times of it. */
  spread(fan: number, asked: number, median: number, spread: number): number {
    const u = Math.max(1e-12, this.of(fan, asked))
    const v = this.of(fan, asked + 64)
    const normal = Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v)
    return median * spread ** normal
  }
}

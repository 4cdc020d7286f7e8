/**
 * A sale in one loop, to hold the estimate against: a line, a shop that fills and empties, fans
 * who do not take their turn, come back, or give up without a word. Nothing of the room's own
 * code is in it.
 */
import { seeded, type Random } from '../model/random.ts'
import { estimateAt, noEstimate, waitsOf, type Estimate } from './estimate.ts'
import type { Observed, ObservedLane } from './observed.ts'
import { waitRange } from './range.ts'
import { SPAN, ToyLane, type Fan } from './toy-lane.ts'
import type { Asked } from './toy-score.ts'

type Toy = {
  readonly seed: number
  readonly fans: number
  readonly cap: number
  readonly ratePerSecond: number
  readonly shares: readonly number[]
  readonly noShow: number
  readonly comeBack: number
  /** Median, and the factor within which two in three lie. */
  readonly shopping: readonly [number, number]
  readonly patience: readonly [number, number]
  /** What is steered, and when. */
  readonly steps: readonly Step[]
}

type Step = {
  readonly atSeconds: number
  readonly cap?: number
  readonly ratePerSecond?: number
  readonly isRunning?: boolean
  /** The room forgets all it had seen. */
  readonly forgets?: true
}

export const plainToy: Toy = {
  seed: 1,
  fans: 20_000,
  cap: 1_000,
  ratePerSecond: 50,
  shares: [100],
  noShow: 0.1,
  comeBack: 0.3,
  shopping: [180, 1.5],
  patience: [6 * 3_600, 2],
  steps: [],
}

type Outcome = {
  readonly estimate: Estimate
  readonly saleMs: number
  readonly asked: readonly Asked[]
}

const TICK_MS = 250
const OFFER_MS = 60_000

export function play(
  toy: Toy,
  look: (estimate: Estimate, nowMs: number) => void = () => {},
): Outcome {
  const sale = new ToySale(toy)
  while (!sale.isOver()) {
    sale.tick()
    look(sale.estimate, sale.nowMs)
  }
  return sale.outcome()
}

class ToySale {
  nowMs = 0
  estimate = noEstimate
  readonly #toy: Toy
  readonly #random: Random
  readonly #lanes: ToyLane[]
  readonly #due = new Map<number, (() => void)[]>()
  #cap: number
  #rate: number
  #isRunning = true
  #tokens = 0
  #granted = 0
  #returned = 0
  #steps: readonly Step[]
  readonly #asked = new Map<Fan, { count: number; atMs: number; low: number; high: number }>()
  readonly #came: Asked[] = []

  constructor(toy: Toy) {
    this.#toy = toy
    this.#random = seeded(toy.seed)
    this.#cap = toy.cap
    this.#rate = toy.ratePerSecond
    this.#steps = toy.steps
    const total = toy.shares.reduce((sum, share) => sum + share, 0)
    this.#lanes = toy.shares.map((share, at) => {
      const size = Math.round((toy.fans * share) / total)
      const fans = Array.from({ length: size }, (_, position) => this.#fan(position))
      return new ToyLane(`lane-${at}`, share, fans)
    })
    for (const lane of this.#lanes)
      for (const fan of lane.fans) this.#at(fan.leavesAtMs, () => this.#leaves(lane, fan))
  }

  isOver(): boolean {
    const waits = this.#lanes.some(({ waiting }) => waiting.some((count) => count > 0))
    return !waits || this.nowMs > 48 * 3_600_000
  }

  outcome(): Outcome {
    return { estimate: this.estimate, saleMs: this.nowMs, asked: this.#came }
  }

  tick(): void {
    this.nowMs += TICK_MS
    this.#steer()
    const now = this.nowMs / TICK_MS
    for (const happen of this.#due.get(now) ?? []) happen()
    this.#due.delete(now)
    if (this.#isRunning) this.#grant()
    for (const lane of this.#lanes) lane.moveNear(Math.max(2_000, this.#rate * 300))
    this.estimate = estimateAt(this.estimate, this.#observed(), this.nowMs)
    if (now % 40 === 0) this.#ask()
  }

  #fan(position: number): Fan {
    return { position, leavesAtMs: this.#spread(this.#toy.patience), state: 'waits', lapses: 0 }
  }

  #leaves(lane: ToyLane, fan: Fan): void {
    if (fan.state !== 'waits') return
    fan.state = 'out'
    this.#count(lane, fan, -1)
  }

  #steer(): void {
    for (;;) {
      const [step] = this.#steps
      if (step === undefined || step.atSeconds * 1_000 > this.nowMs) return
      this.#cap = step.cap ?? this.#cap
      this.#rate = step.ratePerSecond ?? this.#rate
      this.#isRunning = step.isRunning ?? this.#isRunning
      if (step.forgets) this.estimate = noEstimate
      this.#steps = this.#steps.slice(1)
    }
  }

  #grant(): void {
    this.#tokens = Math.min(this.#rate / 2 + 1, this.#tokens + (this.#rate * TICK_MS) / 1_000)
    let slots = Math.floor(Math.min(this.#tokens, this.#cap - this.#granted + this.#returned))
    while (slots > 0) {
      const open = this.#lanes.filter((lane) => this.#first(lane) !== undefined)
      const total = open.reduce((sum, { sharePercent }) => sum + sharePercent, 0)
      let draw = this.#random() * total
      const lane = open.find(({ sharePercent }) => (draw -= sharePercent) < 0) ?? open[0]
      if (lane === undefined) return
      const fan = this.#first(lane)
      if (fan === undefined) return
      this.#call(lane, fan)
      slots -= 1
      this.#tokens -= 1
    }
  }

  #first(lane: ToyLane): Fan | undefined {
    const back = lane.back[0]
    if (back !== undefined) return lane.fans[back]
    while (lane.next < lane.fans.length) {
      const fan = lane.fans[lane.next]
      if (fan?.state === 'waits') return fan
      lane.next += 1
    }
    return undefined
  }

  #call(lane: ToyLane, fan: Fan): void {
    if (fan.position === lane.back[0]) lane.back.shift()
    this.#granted += 1
    fan.state = 'called'
    this.#count(lane, fan, -1)
    lane.calledUpTo = Math.max(lane.calledUpTo, fan.position + 1)
    this.#hold(fan)
    const missed = fan.lapses === 0 && this.#random() < this.#toy.noShow
    if (missed) {
      fan.lapses += 1
      this.#after(OFFER_MS, () => this.#lapse(lane, fan))
      return
    }
    const claimMs = this.#spread([6, 2])
    const segment = Math.floor(fan.position / SPAN)
    this.#after(claimMs, () => (lane.left[segment] = (lane.left[segment] ?? 0) - 1))
    this.#after(claimMs + this.#spread(this.#toy.shopping), () => (this.#returned += 1))
  }

  #lapse(lane: ToyLane, fan: Fan): void {
    this.#returned += 1
    if (this.#random() >= this.#toy.comeBack) return
    this.#after(this.#spread([90, 2]), () => {
      fan.state = 'waits'
      this.#count(lane, fan, 1)
      lane.back.push(fan.position)
      lane.back.sort((a, b) => a - b)
    })
  }

  #count(lane: ToyLane, fan: Fan, more: number): void {
    const segment = Math.floor(fan.position / SPAN)
    lane.waiting[segment] = (lane.waiting[segment] ?? 0) + more
  }

  #observed(): Observed {
    return {
      isRunning: this.#isRunning,
      cap: this.#cap,
      ratePerSecond: this.#rate,
      granted: this.#granted,
      returned: this.#returned,
      longestHoldMs: 1_260_000,
      lanes: this.#lanes.map((lane): ObservedLane => ({
        id: lane.id,
        sharePercent: lane.sharePercent,
        calledUpTo: lane.calledUpTo,
        frontier: lane.fans.length,
        presentShare: lane.presentShare,
        aheadOf: (position) => lane.aheadOf(position),
      })),
    }
  }

  /** Of each fan one range is kept, told at a random instant of the wait. */
  #ask(): void {
    const { lanes } = waitsOf(this.estimate)
    const looks = Math.min(300, this.#toy.fans / 10)
    for (let look = 0; look < looks; look += 1) {
      const lane = this.#lanes[Math.floor(this.#random() * this.#lanes.length)]
      const fan = lane?.fans[Math.floor(this.#random() * lane.fans.length)]
      if (lane === undefined || fan?.state !== 'waits' || fan.lapses > 0) continue
      const count = (this.#asked.get(fan)?.count ?? 0) + 1
      const kept = this.#asked.get(fan)
      if (kept && this.#random() >= 1 / count) {
        kept.count = count
        continue
      }
      const range = waitRange(lanes[lane.id] ?? [], lane.aheadOf(fan.position))
      const [low, high] = [range?.lowMs ?? NaN, range?.highMs ?? NaN]
      this.#asked.set(fan, { count, atMs: this.nowMs, low, high })
    }
  }

  #hold(fan: Fan): void {
    const asked = this.#asked.get(fan)
    if (asked === undefined || fan.lapses > 0) return
    const { atMs, low, high } = asked
    const none = Number.isNaN(low)
    this.#came.push({
      askedAtMs: atMs,
      leftMs: this.nowMs - atMs,
      low: none ? undefined : low,
      high: none ? undefined : high,
    })
  }

  #spread([median, factor]: readonly [number, number]): number {
    const u = Math.max(1e-12, this.#random())
    const normal = Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * this.#random())
    return 1_000 * median * factor ** normal
  }

  #after(delayMs: number, happen: () => void): void {
    this.#at(this.nowMs + delayMs, happen)
  }

  #at(atMs: number, happen: () => void): void {
    const tick = Math.max(Math.floor(this.nowMs / TICK_MS) + 1, Math.ceil(atMs / TICK_MS))
    const due = this.#due.get(tick)
    if (due) due.push(happen)
    else this.#due.set(tick, [happen])
  }
}

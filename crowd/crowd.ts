/** A crowd over time: who comes when, and when all of them are done. */
import { seeded } from '../core/queue/model/random.ts'
import { Fan } from './fan.ts'
import { planOf, type Manners } from './manners.ts'
import { newRecord, type FanRecord } from './record.ts'
import { Visit, type Surroundings } from './visit.ts'

export type CrowdPlan = {
  /** All of them; of a crowd that goes on for ever, how many are here at once. */
  readonly fans: number
  readonly perSecond: number
  readonly seed: number
  readonly forever: boolean
  readonly manners: Manners
}

export class Crowd {
  readonly #plan: CrowdPlan
  readonly #around: Surroundings
  readonly #here = new Set<Visit>()
  readonly #gone: FanRecord[] = []
  readonly #done: (() => void)[] = []
  #come = 0
  #ended = 0
  #served = 0
  #isStopped = false
  #beganMs = 0
  #callOff: (() => void) | undefined

  constructor(plan: CrowdPlan, around: Surroundings) {
    this.#plan = plan
    this.#around = around
  }

  /** Answers when everybody's way has ended, or when it is stopped. */
  run(): Promise<void> {
    this.#beganMs = this.#around.clock.nowMs()
    this.#comeDue()
    return new Promise((resolve) => {
      this.#done.push(resolve)
      this.#resolveIfDone()
    })
  }

  stop(): void {
    if (this.#isStopped) return
    this.#isStopped = true
    this.#callOff?.()
    for (const visit of this.#here) visit.stop()
    this.#resolveIfDone()
  }

  /** By fan; of a crowd that goes on for ever, only those who are still here. */
  records(): FanRecord[] {
    return [...this.#gone, ...[...this.#here].map(({ record }) => record)].toSorted(
      (a, b) => a.fan - b.fan,
    )
  }

  counts(): {
    readonly come: number
    readonly here: number
    readonly ended: number
    readonly served: number
  } {
    return { come: this.#come, here: this.#here.size, ended: this.#ended, served: this.#served }
  }

  /** At even distances. What could not be kept up with is not made up for by a rush. */
  #comeDue(): void {
    if (this.#isStopped) return
    const { fans, perSecond, forever } = this.#plan
    const isFull = forever ? this.#here.size >= fans : this.#come >= fans
    if (!isFull) this.#comes()
    if (!forever && this.#come >= fans) return
    const { clock } = this.#around
    const dueMs = forever
      ? clock.nowMs() + 1_000 / perSecond
      : this.#beganMs + (this.#come * 1_000) / perSecond
    this.#callOff = clock.at(dueMs, () => this.#comeDue())
  }

  #comes(): void {
    const { manners, seed } = this.#plan
    const fan = this.#come
    this.#come += 1
    const plan = planOf(manners, seed, fan)
    const visit = new Visit(
      new Fan(plan, seeded(seed * 1_000_003 + fan)),
      plan,
      newRecord(fan, plan.transport),
      this.#around,
      (ended) => this.#ends(ended),
    )
    this.#here.add(visit)
    visit.begin()
  }

  #ends(visit: Visit): void {
    this.#here.delete(visit)
    this.#ended += 1
    if (visit.record.ending === 'served') this.#served += 1
    if (!this.#plan.forever) this.#gone.push(visit.record)
    this.#resolveIfDone()
  }

  #resolveIfDone(): void {
    const { forever, fans } = this.#plan
    const isDone = !forever && this.#come >= fans && this.#here.size === 0
    if (isDone || this.#isStopped) for (const resolve of this.#done.splice(0)) resolve()
  }
}

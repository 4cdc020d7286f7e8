/** Says aloud what calls for attention: another phase, another alarm. Figures move silently. */
import type { Figures } from '../../../core/operate/figures.ts'
import type { Say } from '../messages.ts'

/** What comes and goes within it is said as it stands then. */
const SELDOM_MS = 10_000

export class Speaker {
  readonly #say: Say
  #was: string
  #spokeAtMs = 0

  constructor(say: Say, start: Figures | undefined) {
    this.#say = say
    this.#was = start === undefined ? '' : this.#textOf(start)
  }

  hear(figures: Figures): void {
    const text = this.#textOf(figures)
    const nowMs = Date.now()
    if (text === this.#was || nowMs - this.#spokeAtMs < SELDOM_MS) return
    this.#was = text
    this.#spokeAtMs = nowMs
    const region = document.getElementById('spoken')
    if (region !== null) region.textContent = text
  }

  #textOf({ room, phase, alarms }: Figures): string {
    const standing = this.#say('sale.spoken.phase', { phase: this.#say(`room.phase.${phase}`) })
    const heard =
      alarms.length === 0
        ? this.#say('sale.alarms.none')
        : this.#say('sale.spoken.alarms', {
            n: String(alarms.length),
            alarms: alarms.map((kind) => this.#say(`sale.alarm.${kind}`)).join(' '),
          })
    return `${room}: ${standing} ${heard}`
  }
}

/** A quiet sound when the turn comes, if the fan has switched it on here. */
const KEPT_AS = 'admit-one sound'

export class Bell {
  #context: AudioContext | undefined
  #isOn = false
  #rungFor: number | undefined

  /** A browser plays only what a person asked for: a switch left on last time waits for a touch. */
  constructor() {
    this.#isOn = kept() === 'on'
    if (!this.#isOn) return
    const touched = () => void this.#open()
    addEventListener('pointerdown', touched, { once: true })
    addEventListener('keydown', touched, { once: true })
  }

  get sound(): 'on' | 'off' | undefined {
    if (typeof AudioContext === 'undefined') return undefined
    return this.#isOn ? 'on' : 'off'
  }

  async toggle(): Promise<void> {
    this.#isOn = !this.#isOn
    keep(this.#isOn ? 'on' : 'off')
    if (!this.#isOn) return
    await this.#open()
    this.#ring()
  }

  noteTurn(turn: number | undefined): void {
    if (turn === undefined || turn === this.#rungFor) return
    this.#rungFor = turn
    if (this.#isOn) this.#ring()
  }

  async #open(): Promise<void> {
    this.#context ??= new AudioContext()
    await this.#context.resume().catch(() => {})
  }

  /** Two soft notes, one after the other. */
  #ring(): void {
    const context = this.#context
    if (context === undefined) return
    for (const [index, hertz] of [659, 880].entries()) {
      const beginsAt = context.currentTime + index * 0.22
      const note = context.createOscillator()
      const loudness = context.createGain()
      note.frequency.value = hertz
      loudness.gain.setValueAtTime(0.0001, beginsAt)
      loudness.gain.exponentialRampToValueAtTime(0.12, beginsAt + 0.03)
      loudness.gain.exponentialRampToValueAtTime(0.0001, beginsAt + 0.5)
      note.connect(loudness).connect(context.destination)
      note.start(beginsAt)
      note.stop(beginsAt + 0.55)
    }
  }
}

/** A browser that keeps nothing keeps the switch off. */
function kept(): string | null {
  try {
    return localStorage.getItem(KEPT_AS)
  } catch {
    return null
  }
}

function keep(sound: 'on' | 'off'): void {
  try {
    localStorage.setItem(KEPT_AS, sound)
  } catch {
    // Then it is on for this page alone.
  }
}

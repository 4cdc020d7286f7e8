/**
 * The alarm that wakes an object whose timers died with it. Setting it writes a row, so it is set
 * only when it is to ring earlier than it will anyway. An alarm may ring late: whoever calls the
 * object first settles what is due, and the alarm only makes sure that somebody does.
 */
export class Watchdog {
  #ringsAtMs = Infinity
  /** Each setting is a row. */
  rows = 0
  readonly #storage: DurableObjectStorage

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage
  }

  ringBy(atMs: number): void {
    if (atMs >= this.#ringsAtMs) return
    this.#ringsAtMs = atMs
    this.rows += 1
    void this.#storage.setAlarm(atMs)
  }

  rang(): void {
    this.#ringsAtMs = Infinity
  }
}

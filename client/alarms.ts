/**
 * Named instants, at most one of each name: what a fan means to do, and when. Whole milliseconds,
 * so that a clock put right and wrong again cannot fall a fraction short of one for ever.
 */
export class Alarms<Name extends string> {
  readonly #atMs = new Map<Name, number>()

  set(name: Name, atMs: number): void {
    this.#atMs.set(name, Math.ceil(atMs))
  }

  /** Sets it, unless it would ring earlier by itself. */
  setBy(name: Name, atMs: number): void {
    this.set(name, Math.min(atMs, this.#atMs.get(name) ?? Infinity))
  }

  has(name: Name): boolean {
    return this.#atMs.has(name)
  }

  clear(...names: readonly Name[]): void {
    for (const name of names) this.#atMs.delete(name)
  }

  clearAll(): void {
    this.#atMs.clear()
  }

  /** Takes those that are due, earliest first. */
  takeDue(nowMs: number): Name[] {
    const due = [...this.#atMs].filter(([, atMs]) => atMs <= nowMs)
    due.sort(([, a], [, b]) => a - b)
    for (const [name] of due) this.#atMs.delete(name)
    return due.map(([name]) => name)
  }

  nextMs(): number | undefined {
    let next: number | undefined
    for (const atMs of this.#atMs.values()) if (next === undefined || atMs < next) next = atMs
    return next
  }
}

/** Fans by an instant, earliest first. A fan may stand in it more than once. */
export class Timeline {
  #atMs = new Float64Array(1_024)
  #fan = new Int32Array(1_024)
  #size = 0

  get nextMs(): number {
    return this.#size === 0 ? Infinity : (this.#atMs[0] ?? Infinity)
  }

  add(atMs: number, fan: number): void {
    if (this.#size === this.#atMs.length) this.#grow()
    let at = this.#size
    this.#size += 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if ((this.#atMs[parent] ?? 0) <= atMs) break
      this.#move(parent, at)
      at = parent
    }
    this.#atMs[at] = atMs
    this.#fan[at] = fan
  }

  /** Takes out the earliest that is due. */
  due(nowMs: number): number | undefined {
    if (this.#size === 0 || this.nextMs > nowMs) return undefined
    const first = this.#fan[0]
    this.#size -= 1
    const atMs = this.#atMs[this.#size] ?? 0
    const fan = this.#fan[this.#size] ?? 0
    let at = 0
    for (let child = 1; child < this.#size; child = at * 2 + 1) {
      const other = child + 1
      const isLower = other < this.#size && (this.#atMs[other] ?? 0) < (this.#atMs[child] ?? 0)
      const lower = isLower ? other : child
      if ((this.#atMs[lower] ?? 0) >= atMs) break
      this.#move(lower, at)
      at = lower
    }
    this.#atMs[at] = atMs
    this.#fan[at] = fan
    return first
  }

  #move(from: number, to: number): void {
    this.#atMs[to] = this.#atMs[from] ?? 0
    this.#fan[to] = this.#fan[from] ?? 0
  }

  #grow(): void {
    const atMs = new Float64Array(this.#size * 2)
    atMs.set(this.#atMs)
    const fan = new Int32Array(this.#size * 2)
    fan.set(this.#fan)
    this.#atMs = atMs
    this.#fan = fan
  }
}

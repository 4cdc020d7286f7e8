/** A lane of the toy sale: who waits where, counted by segment, and near or far as in the room. */
export const SPAN = 512

export type Fan = {
  position: number
  leavesAtMs: number
  state: 'waits' | 'called' | 'out'
  lapses: number
}

export class ToyLane {
  readonly id: string
  readonly sharePercent: number
  readonly fans: Fan[]
  /** Fans who are here and wait, by segment. */
  readonly waiting: number[]
  readonly left: number[]
  readonly back: number[] = []
  next = 0
  calledUpTo = 0
  nearUpTo = 0
  presentShare = 1

  constructor(id: string, sharePercent: number, fans: Fan[]) {
    this.id = id
    this.sharePercent = sharePercent
    this.fans = fans
    const segments = Math.ceil(fans.length / SPAN)
    this.waiting = Array.from({ length: segments }, (_, at) => {
      return Math.min(SPAN, fans.length - at * SPAN)
    })
    this.left = [...this.waiting]
  }

  /** Where in a segment its fans stand is not known; none of them before the call. */
  aheadOf(position: number): number {
    let ahead = 0
    for (let index = 0; index * SPAN < position; index += 1) {
      const from = Math.max(index * SPAN, Math.min(this.calledUpTo, (index + 1) * SPAN - 1))
      const end = Math.min(this.fans.length, (index + 1) * SPAN)
      const part = Math.min(1, Math.max(0, position - from) / Math.max(1, end - from))
      const near = end <= this.nearUpTo
      const here = near ? (this.waiting[index] ?? 0) : (this.left[index] ?? 0) * this.presentShare
      ahead += part * here
    }
    return Math.round(ahead)
  }

  moveNear(atLeast: number): void {
    this.nearUpTo = Math.max(this.nearUpTo, this.calledUpTo + atLeast)
    let here = 0
    let all = 0
    for (let at = Math.ceil(this.calledUpTo / SPAN); (at + 1) * SPAN <= this.nearUpTo; at += 1) {
      here += this.waiting[at] ?? 0
      all += this.left[at] ?? 0
    }
    if (all > 0) this.presentShare = here / all
  }
}

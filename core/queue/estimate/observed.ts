/** What the estimate is shown of the room: running totals and counts, and nothing of any fan. */
export type Observed = {
  /** Slots are being granted: open, neither paused nor halted, and heard again after a restart. */
  readonly isRunning: boolean
  readonly cap: number
  readonly ratePerSecond: number
  /** All slots ever granted and returned, all segments together. */
  readonly granted: number
  readonly returned: number
  /** The longest a slot can be held: offer, session, and what verifiers allow. */
  readonly longestHoldMs: number
  readonly lanes: readonly ObservedLane[]
}

export type ObservedLane = {
  readonly id: string
  readonly sharePercent: number
  /** Past the highest position ever called. */
  readonly calledUpTo: number
  /** The next number nobody was given. */
  readonly frontier: number
  /** Of the positions counted before their turn, the part whose fans are here. */
  readonly presentShare: number
  /** Present fans before a position, as a fan there is told. Asked a few times in a second. */
  readonly aheadOf: (position: number) => number
}

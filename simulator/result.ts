/** What a rehearsal found. `--json` prints exactly this. */
import type { Scenario } from './scenario.ts'

/** A rule that was broken, when (from the opening), and how. */
export type Violation = { readonly rule: string; readonly atMs: number; readonly what: string }

export type Percentiles = {
  readonly count: number
  /** The shortest, what a tenth did not exceed, and so on to the longest: eleven of them. */
  readonly decilesMs: readonly number[]
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  readonly maxMs: number
}

export type CallCount = {
  readonly total: number
  /** The most calls that any one object of the kind got in one second. */
  readonly peakOfOne: number
  /** The most that all of them together got in one second. */
  readonly peakOfAll: number
}

export type Result = Found & {
  /** What this machine needed. */
  readonly seconds: number
  readonly peakRssBytes: number
}

/** What is the same wherever it is rehearsed. */
export type Found = {
  readonly scenario: Scenario
  /** The first hundred; `violationCount` counts all of them. */
  readonly violations: readonly Violation[]
  readonly violationCount: number
  /** How many times each rule was held against something. A rule never checked proves nothing. */
  readonly checks: Readonly<Record<string, number>>
  /** What the sale took, from the opening to the last fan. */
  readonly saleSeconds: number
  readonly steps: number
  /** False when `endAfterSeconds` cut it off. */
  readonly ended: boolean

  readonly fans: {
    readonly joined: number
    readonly admitted: number
    /** Turns that nobody took. */
    readonly lapsed: number
    /** Left the line before their turn. */
    readonly left: number
    /** Missed their turn and never came back. */
    readonly missed: number
    /** Still in the line at the end: sold out, closed, or cut off. */
    readonly unserved: number
    readonly buyers: number
  }
  /** From the opening until the last of those who were called had their first turn. */
  readonly lastCalledSeconds: number
  /** From the opening, or from joining when that was later, to the first turn. */
  readonly waits: Percentiles
  readonly waitsByLane: Readonly<Record<string, Percentiles>>

  readonly slots: {
    /** The cap, summed over the time that somebody waited. */
    readonly slotSeconds: number
    /** Free by R4, allowed by the rate, and not offered while a present fan waited. */
    readonly idleSlotSeconds: number
    readonly idleShare: number
    /** Fans called while somebody surely present stood before them for more than two ticks. */
    readonly inversions: number
    /** The most slots in use above the cap; 0 is what R1 asks. */
    readonly worstOvershoot: number
    /** The largest number of offers above what R2 allows; 0 is what it asks. */
    readonly worstRateOvershoot: number
  }

  readonly calls: {
    readonly room: CallCount
    readonly desk: CallCount
    readonly segment: CallCount
    /** Object calls made because a far fan polled, a minute and far fan. */
    readonly perFarFanMinute: number
  }
  readonly requests: {
    readonly joins: number
    readonly polls: number
    readonly claims: number
    readonly sockets: number
    readonly other: number
  }
  readonly rowsWritten: number
  /** Seconds that objects were awake, summed over all of them. */
  readonly objectSeconds: number
  /** Sent by fans, without the pings that wake nobody. */
  readonly socketMessages: number
  readonly queueOperations: number
  readonly bytes: {
    readonly toFans: number
    readonly betweenObjects: number
  }

  readonly estimate: {
    /** Fans of whose ranges one, told at a random instant of their wait, was looked at. */
    readonly fans: number
    /** How many of those looked at had been told no range yet. */
    readonly withoutRange: number
    readonly heldShare: number
    /** By how long the wait was, shortest tenth first. */
    readonly heldByDecile: readonly number[]
    /** Width of the range against the wait that was left. */
    readonly medianWidth: number
  }

  readonly bill: { readonly lines: readonly BillLine[]; readonly totalUsd: number }

  /** What the page of plots shows. */
  readonly series: readonly Point[]
  readonly waitsByPosition: readonly {
    readonly fromPosition: number
    readonly p10Ms: number
    readonly p50Ms: number
    readonly p90Ms: number
  }[]
  readonly marks: readonly { readonly atSeconds: number; readonly text: string }[]
}

export type BillLine = {
  readonly what: string
  readonly quantity: number
  readonly unit: string
  readonly usdPerMillion: number
  readonly usd: number
}

/** One instant of the sale, counted from the opening. Rates are of the time since the last point. */
export type Point = {
  readonly atSeconds: number
  /** Joined, not through, not gone. */
  readonly waiting: number
  readonly present: number
  readonly admitted: number
  readonly lapsed: number
  readonly occupied: number
  readonly cap: number
  readonly ratePerSecond: number
  readonly offersPerSecond: number
  readonly roomCallsPerSecond: number
  /** Of the busiest one. */
  readonly deskCallsPerSecond: number
  readonly segmentCallsPerSecond: number
}

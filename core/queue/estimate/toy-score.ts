/** How the ranges of a toy sale came out, as the published figures count it. */
export type Asked = {
  readonly askedAtMs: number
  readonly leftMs: number
  readonly low: number | undefined
  readonly high: number | undefined
}

type Held = {
  readonly fans: number
  readonly withoutRange: number
  readonly heldShare: number
  readonly heldByDecile: readonly number[]
  readonly medianWidth: number
}

/** By decile of the wait that was left, shortest first. */
export function heldOf(asked: readonly Asked[]): Held {
  const rows = asked.flatMap(({ leftMs, low, high }) => {
    if (low === undefined || high === undefined) return []
    return [
      { leftMs, held: low <= leftMs && leftMs <= high, width: (high - low) / Math.max(1, leftMs) },
    ]
  })
  rows.sort((a, b) => a.leftMs - b.leftMs)
  const share = (part: typeof rows) =>
    part.filter(({ held }) => held).length / Math.max(1, part.length)
  const tenth = (index: number) => Math.round((rows.length * index) / 10)
  const widths = rows.map(({ width }) => width).toSorted((a, b) => a - b)
  return {
    fans: asked.length,
    withoutRange: asked.length - rows.length,
    heldShare: share(rows),
    heldByDecile: Array.from({ length: 10 }, (_, at) =>
      share(rows.slice(tenth(at), tenth(at + 1))),
    ),
    medianWidth: widths[Math.floor(widths.length / 2)] ?? 0,
  }
}

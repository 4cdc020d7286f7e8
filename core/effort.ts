/**
 * How much each property is tried: by `npm run check`, `npm test`, `npm run test:long`, and by
 * `npm run faults`, which wants to know only whether a fault is found.
 */
const efforts = {
  fast: { runs: 100, shrink: true },
  normal: { runs: 2_000, shrink: true },
  long: { runs: 100_000, shrink: true },
  faults: { runs: 2_000, shrink: false },
} as const

const { EFFORT } = process.env
const effort = EFFORT === 'fast' || EFFORT === 'long' || EFFORT === 'faults' ? EFFORT : 'normal'

/** What the tests of core are handed: they read no environment themselves. */
export const provided = efforts[effort]
export const testTimeout = effort === 'long' ? 4 * 3_600_000 : 600_000

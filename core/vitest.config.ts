import { defineConfig } from 'vitest/config'
import { coverage, reporting } from '../test/reporting.ts'

/**
 * How much each property is tried: by `npm run check`, `npm test`, `npm run test:long`, and by
 * `npm run faults`, which wants to know only whether a fault is found.
 */
const efforts = {
  fast: { runs: 100, shrink: true },
  normal: { runs: 2_000, shrink: true },
  long: { runs: 100_000, shrink: true },
  faults: { runs: 600, shrink: false },
} as const

const { EFFORT } = process.env
const effort = EFFORT === 'fast' || EFFORT === 'long' || EFFORT === 'faults' ? EFFORT : 'normal'
const { runs, shrink } = efforts[effort]

export default defineConfig({
  root: import.meta.dirname,
  test: {
    ...reporting('core'),
    provide: { runs, shrink },
    testTimeout: effort === 'long' ? 4 * 3_600_000 : 180_000,
    coverage: coverage('core', 'v8', { statements: 95, branches: 90 }),
  },
})

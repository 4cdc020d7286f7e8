import { defineConfig } from 'vitest/config'
import { coverage, EVERY_CORE, reporting } from '../test/reporting.ts'
import { provided, testTimeout } from './effort.ts'

/** All of core but the model sale, which is a suite of its own: coverage would halve its speed. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    ...reporting('core'),
    maxWorkers: EVERY_CORE,
    exclude: ['queue/rules.test.ts'],
    provide: provided,
    testTimeout,
    coverage: coverage('core', 'v8', { statements: 95, branches: 90 }),
  },
})

import { defineConfig } from 'vitest/config'
import { reporting } from '../test/reporting.ts'
import { provided, testTimeout } from './effort.ts'

/** The model sale: R1 to R6 and R8 in every step, over every fault. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    ...reporting('rules'),
    include: ['queue/rules.test.ts'],
    provide: provided,
    testTimeout,
  },
})

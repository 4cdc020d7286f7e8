import { defineConfig } from 'vitest/config'
import { reporting } from './reporting.ts'

/** The whole product as its users meet it: real processes, real sockets, a real browser. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    ...reporting('system'),
    exclude: ['tally.test.ts', '**/*.services.test.ts', '**/node_modules/**'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Each file starts the product; two at once would fight for the machine's two cores.
    fileParallelism: false,
  },
})

import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { reporting } from '../test/reporting.ts'

/** What needs real servers: they are installed first, and each test starts its own. */
export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    ...reporting('services'),
    include: ['{services,origin,test}/**/*.services.test.ts'],
    globalSetup: 'services/install-first.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Each file starts servers; two at once would fight for the machine's two cores.
    fileParallelism: false,
  },
})

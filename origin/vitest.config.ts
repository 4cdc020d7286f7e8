import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { coverage, EVERY_CORE, reporting } from '../test/reporting.ts'

/** The origin in Node, over its embedded stores; what needs real servers is the suite `services`. */
export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    ...reporting('origin'),
    maxWorkers: EVERY_CORE,
    include: ['origin/**/*.test.ts'],
    exclude: ['origin/**/*.services.test.ts'],
    testTimeout: 30_000,
    coverage: coverage(
      'origin',
      'v8',
      { statements: 85, branches: 80 },
      ['origin/**/*.ts'],
      // What runs in processes of its own, where coverage does not look, and what is a test itself.
      [
        'origin/{main,consume,dead-letters,process}.ts',
        'origin/**/*-process.ts',
        'origin/**/*-fixture.ts',
        'origin/**/fixtures.ts',
        'origin/stores/*/contract/**',
        'origin/stores/*/*-contract.ts',
        // The real adapters: the suite `services` runs them, against real servers.
        'origin/stores/documents/mongodb{,-collection,-indexes}.ts',
        'origin/stores/events/kafka{,-appender,-asking,-cluster,-connection,-consumer,-topics}.ts',
        'origin/stores/objects/s3{,-about,-body,-bucket,-connection,-put}.ts',
      ],
    ),
  },
})

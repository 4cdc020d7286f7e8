import { resolve } from 'node:path'
import type { ViteUserConfig } from 'vitest/config'

type TestOptions = NonNullable<ViteUserConfig['test']>
type CoverageOptions = NonNullable<TestOptions['coverage']>

const reports = resolve(import.meta.dirname, '../.reports')

/** Where a suite leaves the report that the closing tally is counted from. */
export function reportFile(suite: string): string {
  return resolve(reports, `${suite}.json`)
}

/** Of its own accord vitest leaves one core idle, which of two is half. */
export const EVERY_CORE = '100%'

/** A person sees the dots; the tally reads the file. */
export function reporting(suite: string): TestOptions {
  return { reporters: ['default', 'json'], outputFile: { json: reportFile(suite) } }
}

/** Coverage with its thresholds; measured only when a run asks for it (`--coverage`). */
export function coverage(
  suite: string,
  provider: 'v8' | 'istanbul',
  thresholds: { statements: number; branches: number },
  include = ['**/*.{ts,tsx}'],
  exclude: string[] = [],
): CoverageOptions {
  return {
    provider,
    include,
    exclude: [
      '**/*.test.{ts,tsx}',
      '**/*vitest.config.ts',
      '**/fixtures/**',
      '**/model/**',
      ...exclude,
    ],
    reporter: [['text-summary'], ['json-summary']],
    reportsDirectory: resolve(reports, `coverage-${suite}`),
    thresholds,
  }
}

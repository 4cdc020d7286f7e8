import { z } from 'zod'

/** The part of vitest's JSON report that the tally needs. */
export const runnerReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  numFailedTestSuites: z.int(),
})
export type RunnerReport = z.infer<typeof runnerReport>

/** How a suite ended: the runner's exit code and its report, if it lived to write one. */
export type SuiteOutcome = {
  name: string
  exitCode: number
  seconds: number
  overBudget: boolean
  report: RunnerReport | undefined
}

export type Tally = { passed: number; failed: number; skipped: number; green: boolean }

/** A runner that failed though no test did (coverage, a file that does not load, no report). */
function failedOutsideTests({ exitCode, report }: SuiteOutcome): boolean {
  if (report === undefined) return true
  return report.numFailedTests === 0 && (exitCode !== 0 || report.numFailedTestSuites > 0)
}

/** Adds up the suites. A suite that ran no test, or skipped one, is not green. */
export function tally(outcomes: readonly SuiteOutcome[]): Tally {
  let passed = 0
  let failed = 0
  let skipped = 0
  let empty = outcomes.length === 0
  for (const outcome of outcomes) {
    passed += outcome.report?.numPassedTests ?? 0
    failed += outcome.report?.numFailedTests ?? 0
    skipped += (outcome.report?.numPendingTests ?? 0) + (outcome.report?.numTodoTests ?? 0)
    if (failedOutsideTests(outcome)) failed += 1
    if (outcome.report !== undefined && outcome.report.numPassedTests === 0) empty = true
  }
  return { passed, failed, skipped, green: failed === 0 && skipped === 0 && !empty }
}

/** The last line of a run, which continuous integration reads. */
export function closingLine({ passed, failed, skipped }: Tally): string {
  const line = `${passed} passed, ${failed} failed`
  return skipped === 0 ? line : `${line}, ${skipped} skipped`
}

/** A row a suite: what it did, and how much of its budget it took. */
export function suiteRow(outcome: SuiteOutcome, budgetSeconds: number): string {
  const { name, report, seconds, overBudget } = outcome
  const result =
    report === undefined
      ? 'no report'
      : `${report.numPassedTests} passed, ${report.numFailedTests} failed`
  const budget = `${seconds.toFixed(1)} s of ${budgetSeconds} s`
  const note = overBudget ? '  stopped: over its budget' : outcome.exitCode === 0 ? '' : '  FAILED'
  return `${name.padEnd(8)} ${result.padEnd(26)} ${budget}${note}`
}

import { describe, expect, test } from 'vitest'
import { closingLine, suiteRow, tally, type RunnerReport, type SuiteOutcome } from './tally.ts'

function report(counts: Partial<RunnerReport>): RunnerReport {
  return {
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    numFailedTestSuites: 0,
    ...counts,
  }
}

function outcome(changes: Partial<SuiteOutcome>): SuiteOutcome {
  const green = { name: 'core', exitCode: 0, seconds: 1, overBudget: false }
  return { ...green, report: report({ numPassedTests: 3 }), ...changes }
}

describe('the tally', () => {
  test('adds up what the runners reported', () => {
    const sum = tally([outcome({}), outcome({ report: report({ numPassedTests: 4 }) })])

    expect(sum).toEqual({ passed: 7, failed: 0, skipped: 0, green: true })
    expect(closingLine(sum)).toBe('7 passed, 0 failed')
  })

  test('counts a runner that left no report as one failure', () => {
    expect(tally([outcome({ report: undefined, exitCode: 1 })])).toMatchObject({
      failed: 1,
      green: false,
    })
  })

  test('counts a runner that failed though every test passed, as on missed coverage', () => {
    expect(tally([outcome({ exitCode: 1 })])).toMatchObject({ passed: 3, failed: 1, green: false })
  })

  test('counts a test file that did not load', () => {
    const broken = report({ numPassedTests: 3, numFailedTestSuites: 1 })

    expect(tally([outcome({ report: broken, exitCode: 1 })]).failed).toBe(1)
  })

  test('is not green when a test was skipped, and says so', () => {
    const sum = tally([outcome({ report: report({ numPassedTests: 3, numPendingTests: 2 }) })])

    expect(sum.green).toBe(false)
    expect(closingLine(sum)).toBe('3 passed, 0 failed, 2 skipped')
  })

  test('is not green when a suite ran no test, or there was no suite', () => {
    expect(tally([outcome({}), outcome({ report: report({}) })]).green).toBe(false)
    expect(tally([]).green).toBe(false)
  })
})

test('a row of the table shows the budget and why a suite stopped', () => {
  expect(suiteRow(outcome({}), 60)).toBe('core     3 passed, 0 failed         1.0 s of 60 s')
  expect(suiteRow(outcome({ overBudget: true, exitCode: 1 }), 60)).toContain('over its budget')
  expect(suiteRow(outcome({ report: undefined, exitCode: 1 }), 60)).toContain('no report')
})

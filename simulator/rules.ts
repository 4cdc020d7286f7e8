/** What was proved, and what was not: a rule that was never held against anything proves nothing. */
import type { Found } from './result.ts'

const RULES = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'R10']

export type Verdict = {
  readonly kind: 'good' | 'broken' | 'unproved'
  readonly headline: string
  /** In order, those that were held against something. */
  readonly checks: readonly { readonly rule: string; readonly times: number }[]
  readonly unchecked: readonly string[]
}

export function verdictOf({
  checks,
  violationCount,
}: Pick<Found, 'checks' | 'violationCount'>): Verdict {
  const checked = Object.entries(checks)
    .filter(([, times]) => times > 0)
    .map(([rule, times]) => ({ rule, times }))
    .toSorted((a, b) => a.rule.localeCompare(b.rule, 'en', { numeric: true }))
  const total = checked.reduce((sum, { times }) => sum + times, 0)
  // A check may be named for its part of a rule: "R6 headline".
  const unchecked = RULES.filter(
    (rule) => !checked.some((check) => check.rule.split(/\W/)[0] === rule),
  )
  const times = `${total.toLocaleString('en-US')} ${total === 1 ? 'check' : 'checks'}`
  if (violationCount > 0) {
    const broken = violationCount.toLocaleString('en-US')
    const headline = `Rules were broken ${broken} ${violationCount === 1 ? 'time' : 'times'} (${times})`
    return { kind: 'broken', headline, checks: checked, unchecked }
  }
  return total === 0
    ? { kind: 'unproved', headline: 'Nothing was checked', checks: checked, unchecked }
    : { kind: 'good', headline: `No rule was broken (${times})`, checks: checked, unchecked }
}

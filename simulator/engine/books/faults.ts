/** Where every rule that was broken is written down, and how often each was held against something. */
import type { Violation } from '../../result.ts'

const KEPT = 100

export class Faults {
  readonly violations: Violation[] = []
  readonly checks: Record<string, number> = {}
  count = 0

  hold(rule: string, holds: boolean, atMs: number, what: () => string): void {
    this.checks[rule] = (this.checks[rule] ?? 0) + 1
    if (holds) return
    this.count += 1
    if (this.violations.length < KEPT) this.violations.push({ rule, atMs, what: what() })
  }
}

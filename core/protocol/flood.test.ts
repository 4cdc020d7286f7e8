import { describe, expect, test } from 'vitest'
import { afterMessage, fullBudget, type Budget } from './flood.ts'

function sent(messages: number, from: Budget | undefined, nowMs: number): Budget | undefined {
  let budget = from
  for (let more = 0; more < messages && budget !== undefined; more += 1) {
    budget = afterMessage(budget, nowMs)
  }
  return budget
}

describe('what a page may send', () => {
  test('is twenty messages in ten seconds, and not one more', () => {
    const spent = sent(20, fullBudget, 50_000)

    expect(spent).toBeDefined()
    expect(sent(1, spent, 59_999)).toBeUndefined()
    expect(sent(1, spent, 60_000)).toBeDefined()
  })

  test('by a clock that stepped back it begins again, rather than never', () => {
    expect(sent(1, sent(20, fullBudget, 50_000), 40_000)).toBeDefined()
  })
})

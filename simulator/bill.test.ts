import { expect, test } from 'vitest'
import { billOf, type Counted } from './bill.ts'

const nothing: Counted = {
  requests: { joins: 0, polls: 0, claims: 0, sockets: 0, other: 0 },
  objectCalls: 0,
  socketMessages: 0,
  objectSeconds: 0,
  rowsWritten: 0,
  queueOperations: 0,
}

function priceOf(counted: Partial<Counted>): Record<string, number> {
  const { lines } = billOf({ ...nothing, ...counted })
  return Object.fromEntries(lines.filter(({ usd }) => usd > 0).map(({ what, usd }) => [what, usd]))
}

test('a million joins are a million requests and 75,000 ms of CPU', () => {
  const prices = priceOf({ requests: { ...nothing.requests, joins: 1_000_000 } })

  expect(prices['Worker requests']).toBeCloseTo(0.3)
  expect(prices['Worker CPU']).toBeCloseTo(0.0015)
})

test('twenty messages over a socket cost what one call costs', () => {
  expect(priceOf({ objectCalls: 1_000_000 })).toEqual({ 'Object requests': 0.15 })
  expect(priceOf({ socketMessages: 20_000_000 })).toEqual({ 'Object requests': 0.15 })
})

test('an object is billed for 128 MB while it is awake', () => {
  expect(priceOf({ objectSeconds: 1_000_000 })['Object duration']).toBeCloseTo(1.6)
})

test('rows and queue operations have prices of their own', () => {
  expect(priceOf({ rowsWritten: 1_000_000, queueOperations: 1_000_000 })).toEqual({
    'Rows written': 1,
    'Queue operations': 0.4,
  })
})

test('what costs most comes first, and the total is all of it', () => {
  const { lines, totalUsd } = billOf({ ...nothing, objectCalls: 1_000_000, rowsWritten: 1_000_000 })

  expect(lines[0]?.what).toBe('Rows written')
  expect(totalUsd).toBeCloseTo(1.15)
})

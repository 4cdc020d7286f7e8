import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LEASE_MAX } from '../limits.ts'
import { nextLeaseSize, openLease, settle, takeNumber, type Lease } from './lease.ts'

const grant = { leaseId: 'desk-1.100', from: 100, to: 104, forMs: 250 }

/** Takes numbers until the lease has no more, at most so many. */
function take(lease: Lease, atMost: number, nowMs: number): { lease: Lease; numbers: number[] } {
  const numbers: number[] = []
  let left = lease
  while (numbers.length < atMost) {
    const taken = takeNumber(left, nowMs)
    if (taken.kind !== 'number') break
    numbers.push(taken.number)
    left = taken.lease
  }
  return { lease: left, numbers }
}

describe('a lease of numbers', () => {
  test('hands out its numbers in order, each once, and then is used up', () => {
    const { lease, numbers } = take(openLease(grant, 1_000), 9, 1_010)

    expect(numbers).toEqual([100, 101, 102, 103])
    expect(takeNumber(lease, 1_010)).toEqual({ kind: 'used-up' })
  })

  test('R3: ends counted from before the call, however late the answer came', () => {
    const lease = openLease(grant, 1_000)

    expect(takeNumber(lease, 1_249).kind).toBe('number')
    expect(takeNumber(lease, 1_250)).toEqual({ kind: 'ended' })
  })

  test('R3: a lease is over when the clock reads less than when it was asked for', () => {
    const lease = openLease(grant, 1_000)

    expect(takeNumber(lease, 1_000).kind).toBe('number')
    expect(takeNumber(lease, 999)).toEqual({ kind: 'ended' })
  })

  test('is settled by how many were taken, and says the same twice', () => {
    const { lease } = take(openLease(grant, 1_000), 3, 1_010)

    expect(settle(lease)).toEqual({ leaseId: 'desk-1.100', used: 3 })
    expect(settle(lease)).toEqual(settle(lease))
  })

  test.each([
    { ...grant, to: 100 },
    { ...grant, forMs: 0 },
  ])('a lease of nothing, or for no time, is a fault', (nothing) => {
    expect(() => openLease(nothing, 1_000)).toThrow('a lease holds numbers for a while')
  })
})

const used = (size: number, taken: number) =>
  take(openLease({ ...grant, to: 100 + size }, 1_000), taken, 1_010).lease

describe('the next lease', () => {
  test('the first is of one number', () => {
    expect(nextLeaseSize(undefined, 1_000)).toBe(1)
  })

  test('is at least twice as large when the last was used up', () => {
    expect(nextLeaseSize(used(10, 10), 1_250)).toBe(20)
  })

  test('is larger still when the last was used up early', () => {
    expect(nextLeaseSize(used(10, 10), 1_025)).toBe(40)
  })

  test('is a fifth more than the demand when the last was not used up', () => {
    expect(nextLeaseSize(used(100, 50), 1_250)).toBe(60)
  })

  test('is of one number again when nobody came', () => {
    expect(nextLeaseSize(used(100, 0), 1_250)).toBe(1)
  })

  test('R9: in a lobby is used up before it ends: two seconds’ numbers for a minute', () => {
    const lobby = { ...grant, to: 110, forMs: 60_000 }
    const { lease } = take(openLease(lobby, 1_000), 10, 1_010)

    expect(nextLeaseSize(lease, 21_000)).toBe(2)
    expect(nextLeaseSize(lease, 1_100)).toBe(40)
    expect(nextLeaseSize({ ...lease, next: 105 }, 61_000)).toBe(1)
  })

  test('is never of less than one number or more than the limit', () => {
    const size = fc.integer({ min: 1, max: LEASE_MAX })
    fc.assert(
      fc.property(
        size,
        fc.nat(LEASE_MAX),
        fc.integer({ min: -500, max: 5_000 }),
        (n, taken, ms) => {
          const next = nextLeaseSize(used(n, taken), 1_000 + ms)

          expect(next).toBeGreaterThanOrEqual(1)
          expect(next).toBeLessThanOrEqual(LEASE_MAX)
          expect(Number.isInteger(next)).toBe(true)
        },
      ),
    )
  })
})

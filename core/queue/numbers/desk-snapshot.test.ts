import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assert as sure } from '../../assert.ts'
import { START_MS } from '../fixtures.ts'
import { restoreDesk, storedDesk } from './desk-snapshot.ts'
import { cutLease, hearAccount, openDesk, takeBlock, type DeskLine } from './desk.ts'

function restored(line: DeskLine): DeskLine {
  const read = restoreDesk(storedDesk(line))
  sure(read.kind === 'line', 'a desk reads what it stored')
  return read.line
}

/** Leases cut from a block, some of them accounted for. */
const lines = fc
  .array(fc.record({ want: fc.integer({ min: 1, max: 20 }), used: fc.option(fc.nat(20)) }))
  .map((leases) => {
    let line = takeBlock(openDesk('d1', 'a'), { from: 100, to: 400, forMs: 250 }, START_MS)
    for (const { want, used } of leases) {
      const cut = cutLease(line, want, 250, START_MS)
      if (cut.kind !== 'lease') break
      line = cut.line
      if (used !== null) line = hearAccount(line, { leaseId: cut.lease.leaseId, used })
    }
    return line
  })

describe('a desk that died', () => {
  test('R3: comes back with its block, its leases and what it heard, to the last number', () => {
    fc.assert(
      fc.property(lines, (line) => {
        expect(restored(line)).toEqual(line)
      }),
    )
  })

  test('is refused where a character of it is another', () => {
    const stored = storedDesk(takeBlock(openDesk('d1', 'a'), { from: 0, to: 9, forMs: 250 }, 1))
    fc.assert(
      fc.property(fc.nat(stored.length - 1), fc.constantFrom('0', '7', '"', 'A'), (at, letter) => {
        fc.pre(stored[at] !== letter)
        const damaged = stored.slice(0, at) + letter + stored.slice(at + 1)

        expect(restoreDesk(damaged).kind).toBe('refused')
      }),
    )
  })
})

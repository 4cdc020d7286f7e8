import fc from 'fast-check'
import { assert as sure } from '../../assert.ts'
import { describe, expect, test } from 'vitest'
import { ACCOUNT_GRACE_MS, BLOCK_MAX, LEASE_MAX, LEASES_OUT_MAX } from '../limits.ts'
import { clipRanges } from '../ranges.ts'
import { cutBlock, noNumbers } from './blocks.ts'
import * as desk from './desk.ts'

const block = { from: 0, to: 100, forMs: 250 }
const opened = desk.takeBlock(desk.openDesk('desk-1', 'a'), block, 1_000)

function cut(line: desk.DeskLine, want: number, nowMs = 1_010) {
  const answer = desk.cutLease(line, want, 250, nowMs)
  sure(answer.kind === 'lease', 'the block has numbers left')
  return answer
}

describe('a desk', () => {
  test('cuts leases one after another from its block', () => {
    const first = cut(opened, 30)
    const second = cut(first.line, 100)

    expect(first.lease).toEqual({ leaseId: 'desk-1.0', from: 0, to: 30, forMs: 250 })
    expect(second.lease).toMatchObject({ leaseId: 'desk-1.30', from: 30, to: 100 })
  })

  test('asks for a block when it has none, when it is used up, and when its time is over', () => {
    const usedUp = cut(opened, 100).line

    const answers = [
      desk.cutLease(desk.openDesk('desk-1', 'a'), 5, 250, 1_000),
      desk.cutLease(usedUp, 5, 250, 1_010),
      desk.cutLease(opened, 5, 250, 1_250),
    ]

    expect(answers.map(({ kind }) => kind)).toEqual(['need-block', 'need-block', 'need-block'])
  })

  test('R3: a block’s end is counted from before the call that brought it', () => {
    expect(desk.cutLease(opened, 1, 250, 1_249).kind).toBe('lease')
    expect(desk.cutLease(opened, 1, 250, 1_250).kind).toBe('need-block')
  })

  test('asks for twice the demand when the block was used up, a fifth more when not', () => {
    const usedUp = cut(opened, 100).line
    const halfUsed = cut(opened, 50).line

    expect(desk.cutLease(usedUp, 1, 250, 1_010)).toEqual({ kind: 'need-block', want: 200 })
    expect(desk.cutLease(halfUsed, 1, 250, 1_250)).toEqual({ kind: 'need-block', want: 60 })
  })

  test('asks for a fifth more, not twice the demand, after a quiet block was given back', () => {
    const halfUsed = desk.tidyDesk(cut(opened, 50).line, 1_250)
    const usedUp = desk.tidyDesk(cut(opened, 100).line, 1_250)

    expect(desk.cutLease(halfUsed, 1, 250, 1_260)).toEqual({ kind: 'need-block', want: 60 })
    expect(desk.cutLease(usedUp, 1, 250, 1_260)).toEqual({ kind: 'need-block', want: 200 })
  })

  test('never asks for less than is wanted now, or for more than the limit', () => {
    const huge = desk.takeBlock(opened, { from: 100, to: 100 + BLOCK_MAX, forMs: 250 }, 1_000)
    const busy = { ...huge, cutOfBlock: BLOCK_MAX }

    expect(desk.cutLease(opened, 700, 250, 1_250)).toEqual({ kind: 'need-block', want: 700 })
    expect(desk.cutLease(busy, 1, 250, 1_250)).toEqual({ kind: 'need-block', want: BLOCK_MAX })
  })

  test.each([0, LEASE_MAX + 1])('a lease of %d numbers is a fault', (want) => {
    expect(() => desk.cutLease(opened, want, 250, 1_000)).toThrow('a lease is of 1 to LEASE_MAX')
  })

  test('with too many leases out, the next caller is asked to come again', () => {
    const out = { leaseId: 'desk-1.0', from: 0, to: 1, untilMs: 0 }
    const leases = Array.from({ length: LEASES_OUT_MAX }, () => out)

    expect(desk.cutLease({ ...opened, leases }, 1, 250, 1_010)).toEqual({ kind: 'too-many-leases' })
  })

  test('what is left of a block that is replaced will never be handed out', () => {
    const used = cut(opened, 30).line

    const next = desk.takeBlock(used, { from: 200, to: 300, forMs: 250 }, 1_100)

    expect(next.heard.unused).toEqual([{ from: 30, to: 100 }])
    expect(cut(next, 5, 1_110).lease.from).toBe(200)
  })
})

describe('a desk and what became of its leases', () => {
  test('a lease’s word splits it into numbers used and numbers void', () => {
    const { line, lease } = cut(opened, 30)

    const heard = desk.hearAccount(line, { leaseId: lease.leaseId, used: 12 })

    expect(heard.heard).toEqual({ used: [{ from: 0, to: 12 }], unused: [{ from: 12, to: 30 }] })
    expect(heard.leases).toEqual([])
    expect(desk.hasAccount(heard)).toBe(true)
  })

  test('a second word on the same lease, or one on a lease unknown, changes nothing', () => {
    const { line, lease } = cut(opened, 30)
    const once = desk.hearAccount(line, { leaseId: lease.leaseId, used: 12 })

    expect(desk.hearAccount(once, { leaseId: lease.leaseId, used: 30 })).toBe(once)
    expect(desk.hearAccount(line, { leaseId: 'desk-2.0', used: 1 })).toBe(line)
  })

  test.each([
    [-5, 0],
    [2.9, 2],
    [5_000, 30],
  ])('a word of %d used counts for %d of thirty', (used, counted) => {
    const { line, lease } = cut(opened, 30)

    const { heard } = desk.hearAccount(line, { leaseId: lease.leaseId, used })

    expect(heard.used).toEqual(clipRanges([{ from: 0, to: counted }], 0, 30))
  })

  test('R9: numbers of a lease nobody ever spoke for are said to be neither used nor void', () => {
    const { line, lease } = cut(opened, 30)
    const overMs = 1_260 + ACCOUNT_GRACE_MS

    const kept = desk.tidyDesk(line, overMs)
    const gone = desk.tidyDesk(line, overMs + 1)

    expect(kept.leases).toMatchObject([{ leaseId: lease.leaseId }])
    expect(gone.leases).toEqual([])
    expect(gone.heard).toEqual({ used: [], unused: [{ from: 30, to: 100 }] })
    expect(desk.hearAccount(gone, { leaseId: lease.leaseId, used: 3 })).toBe(gone)
  })

  test('the rest of a block is given back when its time is over, once and not before', () => {
    const early = desk.tidyDesk(opened, 1_249)
    const late = desk.tidyDesk(opened, 1_250)

    expect(desk.hasAccount(early)).toBe(false)
    expect(late.heard.unused).toEqual([{ from: 0, to: 100 }])
    expect(desk.tidyDesk(late, 1_300).heard).toEqual(late.heard)
    expect(desk.cutLease(late, 1, 250, 1_100).kind).toBe('need-block')
  })

  test('what was acknowledged is dropped, what was heard since is kept', () => {
    const first = cut(opened, 10)
    const second = cut(first.line, 10)
    const once = desk.hearAccount(second.line, { leaseId: first.lease.leaseId, used: 10 })
    const twice = desk.hearAccount(once, { leaseId: second.lease.leaseId, used: 4 })

    const rest = desk.accountPassedOn(twice, once.heard)

    expect(rest.heard).toEqual({ used: [{ from: 10, to: 14 }], unused: [{ from: 14, to: 20 }] })
    expect(desk.hasAccount(desk.accountPassedOn(rest, rest.heard))).toBe(false)
  })
})

/** Cut from the desk, or an answer of the room brought to it: any of those ever given, any time. */
const happenings = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('cut' as const), want: fc.integer({ min: 1, max: 20 }) }),
    fc.record({ kind: fc.constant('answer' as const), which: fc.nat(5) }),
    fc.record({ kind: fc.constant('tidy' as const) }),
  ),
  { maxLength: 60 },
)

describe('answers of the room that are repeated, late or overtaken', () => {
  test('never make a desk hand out a number twice', () => {
    fc.assert(
      fc.property(happenings, (steps) => {
        let line = desk.openDesk('desk-1', 'a')
        let room = noNumbers()
        const answers: desk.BlockGrant[] = []
        const out: number[] = []
        for (const [at, step] of steps.entries()) {
          const nowMs = 1_000 + at * 30
          if (step.kind === 'tidy') line = desk.tidyDesk(line, nowMs)
          if (step.kind === 'answer') {
            const answer = answers.at(-1 - step.which)
            if (answer !== undefined) line = desk.takeBlock(line, answer, nowMs)
          }
          if (step.kind !== 'cut') continue
          const got = desk.cutLease(line, step.want, 250, nowMs)
          if (got.kind === 'lease') {
            line = got.line
            for (let n = got.lease.from; n < got.lease.to; n += 1) out.push(n)
          }
          if (got.kind !== 'need-block') continue
          const asked = cutBlock(room, got.want, 1e6, { deskMs: 250, isolateMs: 250 }, nowMs)
          sure(asked.kind === 'block', 'the lane is not full')
          room = asked.numbers
          answers.push(asked.grant)
        }

        expect(new Set(out).size).toBe(out.length)
        const spoken = [...line.heard.unused].flatMap(({ from, to }) =>
          out.filter((n) => n >= from && n < to),
        )
        expect(spoken).toEqual([])
      }),
    )
  })
})

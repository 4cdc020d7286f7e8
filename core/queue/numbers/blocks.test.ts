import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assert as sure } from '../../assert.ts'
import { ACCOUNT_GRACE_MS, BLOCK_MAX, BLOCKS_OUT_MAX, GAPS_MAX } from '../limits.ts'
import { sizeOf } from '../ranges.ts'
import * as blocks from './blocks.ts'

const terms = blocks.leaseTerms(false)

function cut(numbers: blocks.LaneNumbers, want: number, nowMs = 1_000): blocks.LaneNumbers {
  const answer = blocks.cutBlock(numbers, want, 1_000_000, terms, nowMs)
  sure(answer.kind === 'block', 'there are numbers left')
  return answer.numbers
}

/** Used, void, never accounted for, and still open: every number cut is one of them. */
function whole(numbers: blocks.LaneNumbers): number {
  const open = numbers.blocks.reduce((sum, block) => sum + sizeOf(block.open), 0)
  return numbers.used + numbers.unused + numbers.unaccounted + open
}

describe('a lane’s numbers', () => {
  test('a block begins where the last one ended', () => {
    const first = cut(blocks.noNumbers(), 100)

    const second = blocks.cutBlock(first, 50, 1_000_000, terms, 1_000)

    expect(second).toMatchObject({ kind: 'block', grant: { from: 100, to: 150, forMs: 250 } })
  })

  test('a block is never larger than the limit, or than what the lane has left', () => {
    const large = blocks.cutBlock(blocks.noNumbers(), BLOCK_MAX + 1, 1_000_000, terms, 0)
    const last = blocks.cutBlock(cut(blocks.noNumbers(), 90), 50, 100, terms, 0)

    expect(large).toMatchObject({ grant: { to: BLOCK_MAX } })
    expect(last).toMatchObject({ grant: { from: 90, to: 100 } })
  })

  test('a lane with no numbers left says so, and gives none', () => {
    const full = cut(blocks.noNumbers(), 100)

    expect(blocks.cutBlock(full, 1, 100, terms, 0)).toEqual({ kind: 'lane-full' })
  })

  test('with too many blocks out, the next desk is asked to come again', () => {
    let numbers = blocks.noNumbers()
    for (let n = 0; n < BLOCKS_OUT_MAX; n += 1) numbers = cut(numbers, 1)

    expect(blocks.cutBlock(numbers, 1, 1e6, terms, 0)).toEqual({ kind: 'too-many-blocks' })
  })

  test('a block of nothing is a fault', () => {
    expect(() => blocks.cutBlock(blocks.noNumbers(), 0, 10, terms, 0)).toThrow('holds numbers')
  })

  test('R3: the published window is the sum of both leases, and ≤ 500 ms by arrival', () => {
    expect(blocks.orderWindowMs(terms)).toBe(terms.deskMs + terms.isolateMs)
    expect(blocks.orderWindowMs(terms)).toBeLessThanOrEqual(500)
    expect(blocks.orderWindowMs(blocks.leaseTerms(true))).toBeGreaterThan(500)
  })
})

describe('what became of a lane’s numbers', () => {
  const account = { used: [{ from: 0, to: 30 }], unused: [{ from: 30, to: 80 }] }

  test('used and void are counted, and the rest stays open', () => {
    const heard = blocks.accountNumbers(cut(blocks.noNumbers(), 100), account)

    expect(heard).toMatchObject({ used: 30, unused: 50, unaccounted: 0 })
    expect(heard.blocks).toMatchObject([{ open: [{ from: 80, to: 100 }] }])
  })

  test('a repeat changes nothing, and a contradiction later is not believed', () => {
    const once = blocks.accountNumbers(cut(blocks.noNumbers(), 100), account)

    expect(blocks.accountNumbers(once, account)).toEqual(once)
    expect(blocks.accountNumbers(once, { used: account.unused, unused: [] })).toEqual(once)
  })

  test('a number said twice in one word counts once, and as used if it was said to be', () => {
    const twice = { from: 0, to: 5 }
    const word = { used: [twice, twice], unused: [{ from: 4, to: 6 }, twice] }

    const heard = blocks.accountNumbers(cut(blocks.noNumbers(), 10), word)

    expect(heard).toMatchObject({ used: 5, unused: 1 })
    expect(whole(heard)).toBe(10)
  })

  test('numbers never cut are not accounted for', () => {
    const heard = blocks.accountNumbers(cut(blocks.noNumbers(), 10), account)

    expect(heard).toMatchObject({ used: 10, unused: 0, blocks: [] })
  })

  test('R9: what is open when a block is long over is counted as unaccounted, once', () => {
    const numbers = blocks.accountNumbers(cut(blocks.noNumbers(), 100), account)
    const overMs = 1_500 + 2 * ACCOUNT_GRACE_MS

    expect(blocks.closeBlocks(numbers, overMs)).toBe(numbers)
    const closed = blocks.closeBlocks(numbers, overMs + 1)
    expect(closed).toMatchObject({ used: 30, unused: 50, unaccounted: 20, blocks: [] })
    expect(blocks.closeBlocks(closed, overMs + 2)).toBe(closed)
  })

  test('R9: for a draw, the numbers nobody can hold are kept by name', () => {
    const numbers = cut(blocks.noNumbers(), 100)

    expect(blocks.accountNumbers(numbers, account, true).gaps).toEqual(account.unused)
    expect(blocks.accountNumbers(numbers, account).gaps).toEqual([])
  })

  test('R9: numbers too scattered to be named count as unaccounted, and stay in the draw', () => {
    const scattered = Array.from({ length: GAPS_MAX }, (_, n) => ({ from: 2 * n, to: 2 * n + 1 }))
    const full = { ...cut({ ...blocks.noNumbers(), next: 1e5 }, 100), gaps: scattered }
    const said = { used: [], unused: [{ from: 1e5 + 5, to: 1e5 + 9 }] }

    expect(blocks.accountNumbers(full, said, true)).toMatchObject({ unused: 0, unaccounted: 4 })
    expect(blocks.accountNumbers(full, said, true).gaps).toBe(scattered)
    const roomy = { ...full, gaps: scattered.slice(1) }
    expect(blocks.accountNumbers(roomy, said, true)).toMatchObject({ unused: 4, unaccounted: 0 })
  })

  test('after a draw the frontier is N and those who joined since', () => {
    const counted = { ...cut(blocks.noNumbers(), 40), counted: { upTo: 40, size: 30 } }

    expect(blocks.positionFrontier(blocks.noNumbers())).toBe(0)
    expect(blocks.positionFrontier(counted)).toBe(30)
    expect(blocks.positionFrontier(cut(counted, 5))).toBe(35)
  })

  test('no number is counted twice or lost, whatever is said and however often', () => {
    const range = fc.tuple(fc.nat(90), fc.integer({ min: 1, max: 30 }))
    const said = fc.array(
      fc.record({ range, used: fc.boolean(), again: fc.boolean(), close: fc.boolean() }),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(said, (words) => {
        let numbers = cut(cut(cut(blocks.noNumbers(), 40), 40), 40, 5_000)
        for (const { range, used, again, close } of words) {
          const ranges = [{ from: range[0], to: range[0] + range[1] }]
          const word = used ? { used: ranges, unused: [] } : { used: [], unused: ranges }
          for (let n = again ? 2 : 1; n > 0; n -= 1) numbers = blocks.accountNumbers(numbers, word)
          if (close) numbers = blocks.closeBlocks(numbers, 1_501 + 2 * ACCOUNT_GRACE_MS)
          expect(whole(numbers)).toBe(120)
        }
      }),
    )
  })
})

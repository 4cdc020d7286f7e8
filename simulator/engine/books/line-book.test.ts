import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { brokenRules, numRuns, PROPERTY_TIMEOUT, someFans } from '../fixtures.ts'
import { Faults } from './faults.ts'
import { LineBook } from './line-book.ts'

const SPAN = 8
const START_MS = 1_800_000_000_000

/** A line of one lane in which each fan stands at their own number. */
function lineOf(size: number, faults: Faults): LineBook {
  const fans = someFans(size)
  const line = new LineBook(fans, 1, SPAN, faults)
  for (let fan = 0; fan < size; fan += 1) {
    fans.position[fan] = fan
    line.stands(fan, 0, fan, START_MS)
  }
  return line
}

let faults: Faults
let line: LineBook
beforeEach(() => {
  faults = new Faults()
  line = lineOf(16, faults)
})

function sign(...fans: number[]): void {
  for (const fan of fans) line.sign(fan, START_MS)
}

test('R5: a position belongs to one fan', () => {
  line.stands(3, 0, 2, START_MS)

  expect(brokenRules(faults)).toEqual(['R5'])
})

describe('R3: who is called', () => {
  test('may be the lowest who are here', () => {
    sign(0, 1, 2)
    line.called([0, 1], START_MS, 0)
    line.called([2], START_MS + 1, 0)

    expect(faults.violations).toEqual([])
  })

  test('is not called before a lower fan who surely is here', () => {
    sign(0, 1, 2)
    line.called([0, 2], START_MS, 0)

    expect(brokenRules(faults)).toEqual(['R3'])
  })

  test('is seen in whatever order they are named', () => {
    sign(0, 1, 2)
    line.called([2, 0], START_MS, 0)

    expect(brokenRules(faults)).toEqual(['R3'])
  })

  test('passes over who may be gone, and nobody a second earlier', () => {
    sign(0)
    line.sign(1, START_MS + 40_000)
    line.called([1], START_MS + 40_000, 0)
    expect(faults.violations).toEqual([])

    line.sign(2, START_MS + 40_000)
    line.here(0, START_MS + 40_000)
    line.called([2], START_MS + 79_000, 0)
    expect(brokenRules(faults)).toEqual(['R3'])
  })

  test('passes over who was asked and has not answered', () => {
    sign(0, 1)
    line.doubt(0, START_MS)
    line.called([1], START_MS, 0)

    expect(faults.violations).toEqual([])
  })

  test('does not pass over who answered since', () => {
    sign(0, 1)
    line.doubt(0, START_MS)
    line.sign(0, START_MS + 10)
    line.called([1], START_MS + 10, 0)

    expect(brokenRules(faults)).toEqual(['R3'])
  })

  test('a sign of before the question answers nothing', () => {
    sign(0, 1)
    line.doubt(0, START_MS + 5_000)
    line.sign(0, START_MS + 4_000)
    line.called([1], START_MS + 5_000, 0)

    expect(faults.violations).toEqual([])
  })

  test('does not pass over who said "I’m here" after a lapse', () => {
    sign(0, 1)
    line.called([0], START_MS, 0)
    line.lapsed(0)
    line.here(0, START_MS + 90_000)
    line.sign(1, START_MS + 90_000)
    line.called([1], START_MS + 90_000, 0)

    expect(brokenRules(faults)).toEqual(['R3'])
  })
})

describe('R4: who is not here is not called', () => {
  test('after 45 s without a sign', () => {
    sign(0, 1)
    line.called([0], START_MS + 45_000, 0)
    expect(faults.violations).toEqual([])

    line.called([1], START_MS + 45_001, 0)
    expect(brokenRules(faults)).toEqual(['R4'])
  })

  test('but a segment that was born later gives everybody time to come back', () => {
    sign(0)
    line.called([0], START_MS + 50_000, START_MS + 10_000)

    expect(faults.violations).toEqual([])
  })

  test('nor 5 s after a question or a lost connection that nothing followed', () => {
    sign(0, 1)
    line.doubt(0, START_MS)
    line.doubt(1, START_MS)
    line.called([0], START_MS + 5_250, 0)
    expect(faults.violations).toEqual([])

    line.called([1], START_MS + 5_251, 0)
    expect(brokenRules(faults)).toEqual(['R4'])
  })

  test('but a segment that was born after the question knows nothing of it', () => {
    sign(0)
    line.doubt(0, START_MS)
    line.called([0], START_MS + 9_000, START_MS + 1_000)

    expect(faults.violations).toEqual([])
  })

  test.each([
    ['has a turn', () => line.called([0], START_MS, 0)],
    ['missed one', () => line.lapsed(0)],
    ['left, or is through', () => line.done(0)],
  ])('nor who %s', (_, happens) => {
    sign(0)
    happens()
    line.called([0], START_MS, 0)

    expect(brokenRules(faults)).toEqual(['R4'])
  })

  test('and pings after a lapse do not change that', () => {
    sign(0)
    line.lapsed(0)
    line.sign(0, START_MS + 10_000)
    line.signs(0, 0, [0], START_MS + 20_000)
    line.called([0], START_MS + 20_000, 0)

    expect(brokenRules(faults)).toEqual(['R4'])
  })
})

test('the lowest who could be known to be here has been here for 600 ms', () => {
  sign(9)
  line.sign(4, START_MS + 1_000)

  expect(line.lowestKnown(0, START_MS + 599)).toBeUndefined()
  expect(line.lowestKnown(0, START_MS + 600)).toBe(9)
  expect(line.lowestKnown(0, START_MS + 1_600)).toBe(4)
  expect(line.lowestKnown(0, START_MS + 41_000)).toBeUndefined()
})

type Move = { kind: string; fan: number; others: number[]; afterMs: number }

/** The same book in plain words: every question walks the whole line. */
class PlainLine {
  readonly fans = Array.from({ length: 20 }, () => ({
    seenMs: 0,
    sinceMs: 0,
    doubtMs: 0,
    out: false,
  }))

  sign(fan: number, atMs: number): void {
    const one = this.fans[fan]
    if (one === undefined) return
    const answers = one.doubtMs > 0 && atMs >= one.doubtMs
    if (answers || atMs - one.seenMs > 40_000) one.sinceMs = atMs
    if (answers) one.doubtMs = 0
    one.seenMs = Math.max(one.seenMs, atMs)
  }

  lowest(from: number, below: number, nowMs: number, knownMs: number): number | undefined {
    const at = this.fans.slice(from, below).findIndex(({ seenMs, sinceMs, doubtMs, out }) => {
      return !out && doubtMs === 0 && nowMs - seenMs < 40_000 && nowMs - sinceMs >= knownMs
    })
    return at < 0 ? undefined : from + at
  }
}

test(
  'R3: nobody is hidden by where the last look ended, in any sequence of signs and calls',
  PROPERTY_TIMEOUT,
  () => {
    const move = fc.record({
      kind: fc.constantFrom('sign', 'signs', 'call', 'lapse', 'here', 'done', 'doubt', 'look'),
      fan: fc.nat(19),
      others: fc.array(fc.nat(7), { maxLength: 4 }),
      afterMs: fc.constantFrom(0, 100, 700, 5_000, 39_000, 41_000),
    })
    fc.assert(
      fc.property(fc.array(move, { maxLength: 48 }), (moves) => {
        const faults = new Faults()
        const fans = someFans(20)
        const line = new LineBook(fans, 1, SPAN, faults)
        const plain = new PlainLine()
        const stood = new Set<number>()
        let nowMs = START_MS
        for (const next of moves) {
          nowMs += next.afterMs
          // Fans come one by one, to places that were looked at before anybody stood there.
          if (!stood.has(next.fan)) {
            stood.add(next.fan)
            fans.position[next.fan] = next.fan
            line.stands(next.fan, 0, next.fan, nowMs)
          }
          const { isTold, isSo } = makes(next, line, plain, faults, stood, nowMs)
          expect(isTold).toBe(isSo)
          expect(line.lowestKnown(0, nowMs)).toBe(plain.lowest(0, 20, nowMs, 600))
        }
      }),
      { numRuns },
    )
  },
)

/** Whether the book said that a call passed somebody over, and whether it did. */
function makes(
  { kind, fan, others }: Move,
  line: LineBook,
  plain: PlainLine,
  faults: Faults,
  stood: ReadonlySet<number>,
  nowMs: number,
): { isTold: boolean; isSo: boolean } {
  const one = plain.fans[fan] ?? { out: false, doubtMs: 0 }
  const segment = Math.floor(fan / SPAN)
  let [isTold, isSo] = [false, false]
  if (kind === 'sign') {
    line.sign(fan, nowMs)
    plain.sign(fan, nowMs)
  } else if (kind === 'signs') {
    const seen = others.filter((at) => stood.has(segment * SPAN + at))
    line.signs(0, segment, seen, nowMs - 5_000)
    for (const at of seen) plain.sign(segment * SPAN + at, nowMs - 5_000)
  } else if (kind === 'call') {
    const before = brokenRules(faults).filter((rule) => rule === 'R3').length
    line.called([fan], nowMs, nowMs)
    one.out = true
    isSo = plain.lowest(segment * SPAN, fan, nowMs, 0) !== undefined
    isTold = brokenRules(faults).filter((rule) => rule === 'R3').length > before
  } else if (kind === 'lapse' || kind === 'done') {
    one.out = true
    if (kind === 'done') line.done(fan)
    else line.lapsed(fan)
  } else if (kind === 'here') {
    line.here(fan, nowMs)
    Object.assign(one, { out: false, doubtMs: 0, sinceMs: nowMs, seenMs: nowMs })
  } else if (kind === 'doubt') {
    line.doubt(fan, nowMs)
    one.doubtMs ||= nowMs
  }
  return { isTold, isSo }
}

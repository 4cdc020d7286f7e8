import { expect, test } from 'vitest'
import { claimFigures } from './claims.ts'

const session = { sessionId: 'epoch-of-sixteen.general.1.1', untilMs: 2, tokenUntilMs: 1 }
const admitted = JSON.stringify({ kind: 'admitted', session, again: false })

/** One claim every so many milliseconds, each answered 50 ms after its turn was heard. */
function claims(count: number, everyMs: number, body = admitted) {
  return Array.from({ length: count }, (_, index) => {
    const answeredAtMs = 1_000_000 + index * everyMs
    return { visitor: index, heardAtMs: answeredAtMs - 50, answeredAtMs, status: 201, body }
  })
}

test('claims are counted over the seconds asked for, after the first', () => {
  const figures = claimFigures(claims(15_000, 1), 10)

  expect(figures).toMatchObject({ claimed: 15_000, refused: 0, overSeconds: 10 })
  expect(figures.claimsPerSecond).toBeCloseTo(1_000, -1)
  expect(figures.p50Ms).toBeCloseTo(50, 0)
})

test('a first rush is not taken for what is sustained', () => {
  const rush = claims(500, 0)
  const rest = claims(1_001, 10)

  expect(claimFigures([...rush, ...rest], 10).claimsPerSecond).toBeCloseTo(100, 0)
})

test('few claims are counted over the time that there was', () => {
  const figures = claimFigures(claims(2_000, 1), 10)

  expect(figures.overSeconds).toBeCloseTo(1.5, 1)
  expect(figures.claimsPerSecond).toBeCloseTo(1_000, -1)
})

test('what was no claim is refused, and counts for nothing', () => {
  const others = [
    { visitor: 1, heardAtMs: 1, answeredAtMs: 2, status: 409, body: '{"code":"no-offer"}' },
    { visitor: 2, heardAtMs: 1, answeredAtMs: 2, status: 0, body: 'No answer within 10000 ms.' },
  ]

  expect(claimFigures([...claims(10, 100), ...others], 1)).toMatchObject({
    claimed: 10,
    refused: 2,
  })
  expect(() => claimFigures(others, 1)).toThrow('Nobody was let in')
})

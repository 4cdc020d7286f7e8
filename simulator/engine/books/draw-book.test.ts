import { beforeEach, describe, expect, test } from 'vitest'
import { drawDocument, type Drawn } from '../../../core/queue/draw/document.ts'
import { laneKeyOf } from '../../../core/queue/draw/lane-key.ts'
import { openPermutation, positionOf } from '../../../core/queue/draw/permutation.ts'
import vectors from '../../../docs/draw-vectors.json' with { type: 'json' }
import { brokenRules } from '../fixtures.ts'
import { DrawBook } from './draw-book.ts'
import { Faults } from './faults.ts'

const draws = vectors.draws.flatMap(({ document, positions }) => {
  const drawn = drawDocument.parse(document)
  return drawn.phase === 'drawn' ? [{ drawn, positions }] : []
})

let faults: Faults
let book: DrawBook
beforeEach(() => {
  faults = new Faults()
  book = new DrawBook(faults)
})

function someDraw(changes: Partial<Drawn> = {}): Drawn {
  const [first] = draws
  if (first === undefined) throw new Error('there are published draws')
  return { ...first.drawn, ...changes }
}

describe('another implementation than core’s', () => {
  test('R9: puts the published numbers where the published draws say', () => {
    let compared = 0
    for (const { drawn, positions } of draws) {
      for (const { id } of drawn.lanes) {
        const said = positions.filter(({ lane, rank }) => lane === id && rank !== null)
        const expected = said.length === 0 ? undefined : book.permutation(drawn, id)
        for (const { rank, position } of said) {
          expect([id, rank, expected?.(rank ?? 0)]).toEqual([id, rank, position])
          compared += 1
        }
      }
    }

    expect(compared).toBeGreaterThan(30)
  })

  test.each([1, 2, 3, 255, 256, 257, 511, 2_049, 5_000])(
    'R9: agrees with core on every rank of %i',
    (size) => {
      const [lane] = someDraw().lanes
      if (lane === undefined) throw new Error('a draw has lanes')
      const drawn = someDraw({ lanes: [{ ...lane, size }] })
      const permutation = openPermutation(laneKeyOf(drawn, lane.id), size)
      const expected = book.permutation(drawn, lane.id)

      const ranks = Array.from({ length: size }, (_, rank) => rank)
      expect(ranks.map(expected)).toEqual(ranks.map((rank) => positionOf(permutation, rank)))
      expect(new Set(ranks.map(expected)).size).toBe(size)
    },
  )

  test.each(['epoch', 'seed', 'randomness', 'digest'] as const)(
    'R9: every position depends on the %s',
    (field) => {
      const drawn = draws.at(-2)?.drawn ?? someDraw()
      const altered = { ...drawn, [field]: field === 'epoch' ? 'another' : 'ab'.repeat(32) }
      const [one, other] = [
        book.permutation(drawn, 'general'),
        book.permutation(altered, 'general'),
      ]

      const same = Array.from({ length: 200 }, (_, rank) => rank).filter((rank) => {
        return one(rank) === other(rank)
      })
      expect(same.length).toBeLessThan(10)
    },
  )
})

test('R9: a position other than the draw’s is a violation', () => {
  book.stands(3, 17, 17, 0)
  expect(faults.violations).toEqual([])

  book.stands(3, 18, 17, 0)
  expect(brokenRules(faults)).toEqual(['R9'])
})

describe('what was published', () => {
  test('R9: is fine as the published draws are', () => {
    for (const { drawn } of draws) book.drawn(drawn, drawn.drawnAtMs)

    expect(faults.violations).toEqual([])
  })

  test('R9: names the seed that was committed to', () => {
    book.drawn(someDraw({ seed: '01'.repeat(32) }), 0)

    expect(brokenRules(faults)).toEqual(['R9'])
  })

  test.each([
    ['announced once the lobby was open', { announcedAtMs: someDraw().lobbyAtMs }],
    ['counted once the round was out', { countedAtMs: someDraw().roundAtMs }],
    ['drawn before the round was out', { drawnAtMs: someDraw().roundAtMs - 1 }],
  ])('R9: is in order, and not %s', (_, changes) => {
    book.drawn(someDraw(changes), 0)

    expect(brokenRules(faults)).toEqual(['R9'])
  })

  test('R9: leaves at most one number in a thousand unaccounted, in every lane', () => {
    const lane = { id: 'a', size: 2_000, upTo: 2_000, unaccounted: 2, ranges: '' }
    book.drawn(someDraw({ lanes: [lane] }), 0)
    expect(faults.violations).toEqual([])

    book.drawn(
      someDraw({
        lanes: [
          { ...lane, size: 90_000 },
          { ...lane, unaccounted: 3 },
        ],
      }),
      0,
    )
    expect(brokenRules(faults)).toEqual(['R9'])
  })
})

test('R9: no number is handed out between the count and the draw', () => {
  book.joined(999)
  book.counted(1_000)
  book.joined(1_000)
  expect(faults.violations).toEqual([])

  book.joined(1_001)
  expect(brokenRules(faults)).toEqual(['R9'])

  book.drawn(someDraw(), 5_000)
  book.joined(5_000)
  expect(faults.count).toBe(1)
})

import { expect, test } from 'vitest'
import { modelResult } from './model-result.ts'
import { useOf } from './use.ts'

/** Ten points on the way, in which so many of 100 slots were used and so many of 10 turns given. */
function saleUsing(occupied: number, offersPerSecond: number) {
  const [point] = modelResult().series
  if (point === undefined) throw new Error('the model has points')
  const { fans } = modelResult()
  const series = Array.from({ length: 10 }, (_, at) => ({
    ...point,
    atSeconds: at + 1,
    admitted: at,
    waiting: 50,
    cap: 100,
    ratePerSecond: 10,
    occupied,
    offersPerSecond,
  }))
  return { series, fans: { ...fans, admitted: 100 } }
}

test.each([
  { occupied: 98, offers: 4, limit: 'cap' },
  { occupied: 40, offers: 9.9, limit: 'rate' },
  { occupied: 98, offers: 9.9, limit: 'both' },
  { occupied: 40, offers: 4, limit: 'neither' },
])('with $occupied of 100 slots and $offers of 10 turns, $limit decides', (sale) => {
  const use = useOf(saleUsing(sale.occupied, sale.offers))

  expect(use.limit).toBe(sale.limit)
  expect(use.capShare).toBeCloseTo(sale.occupied / 100)
  expect(use.rateShare).toBeCloseTo(sale.offers / 10)
})

test('what was used up while somebody waited decides, however much lay idle when nobody did', () => {
  const { series, fans } = saleUsing(100, 4)
  const idle = series.map((point) => ({ ...point, waiting: 0, occupied: 20 }))

  const use = useOf({ series: [...series, ...idle], fans })

  expect(use.limit).toBe('cap')
  expect(use.capShare).toBeCloseTo(0.6)
})

test('of a rate that is used up at the opening alone, the cap decides', () => {
  const { series, fans } = saleUsing(100, 4)
  const opening = series
    .slice(0, 2)
    .map((point) => ({ ...point, occupied: 50, offersPerSecond: 10 }))

  expect(useOf({ series: [...opening, ...series.slice(2)], fans }).limit).toBe('cap')
})

test('what was before the opening, and the stragglers at the end, say nothing of either', () => {
  const { series, fans } = saleUsing(100, 10)
  const [point] = series
  if (point === undefined) throw new Error('the sale has points')
  const idle = { ...point, occupied: 0, offersPerSecond: 0 }
  const all = [{ ...idle, atSeconds: -1 }, ...series, { ...idle, admitted: 96 }]

  expect(useOf({ series: all, fans })).toMatchObject({ capShare: 1, rateShare: 1 })
})

test('a sale of nobody used nothing', () => {
  const { fans } = modelResult()

  expect(useOf({ series: [], fans: { ...fans, admitted: 0 } })).toEqual({
    capShare: 0,
    rateShare: 0,
    limit: 'neither',
  })
})

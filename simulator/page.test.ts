import { beforeAll, describe, expect, test } from 'vitest'
import { modelResult } from './model-result.ts'
import { pageOf } from './page.ts'

const evil = `</title><script>alert("1")</script>'&`

function countOf(text: string, part: RegExp): number {
  return [...text.matchAll(part)].length
}

describe('the page of a good rehearsal', () => {
  let page: string
  beforeAll(async () => {
    page = await pageOf(modelResult())
  })

  test('needs nothing from anywhere', () => {
    expect(page).not.toMatch(/https?:|\bsrc=|\bhref=|url\(|@import/)
  })

  test('has one drawing for each of six plots, each with a name for who does not see it', () => {
    expect(countOf(page, /<svg/g)).toBe(6)
    expect(countOf(page, /role="img"\s+aria-label="[^"]{20,}"/g)).toBe(6)
    expect(countOf(page, /<figcaption>/g)).toBe(6)
  })

  test('has no number that is none', () => {
    expect(page).not.toMatch(/NaN|Infinity|undefined|\[object/)
  })

  test('says that no rule was broken, and what was not checked', () => {
    expect(page).toContain('No rule was broken (41,500 checks)')
    expect(page).toContain('Not checked here: R4, R5, R6, R7, R8, R9, R10.')
  })

  test('names its lines in the drawing, and not by colour alone', () => {
    for (const name of ['waiting', 'present', 'occupied', 'cap', 'rate', 'busiest segment']) {
      expect(page).toMatch(new RegExp(`<text class="name \\w+"[^>]*>\\s*${name}\\s*</text>`))
    }
  })

  test('numbers what happened, in the list and on every plot over time', () => {
    expect(page).toContain('the room crashes')
    expect(countOf(page, /class="number"/g)).toBe(5)
  })
})

test('text of the scenario and of a violation is text', async () => {
  const { scenario } = modelResult()
  const page = await pageOf(
    modelResult({
      scenario: { ...scenario, about: evil },
      violations: [{ rule: 'R3', atMs: 0, what: evil }],
      violationCount: 1,
      marks: [{ atSeconds: 10, text: evil }],
      checks: { [evil]: 1 },
    }),
  )

  expect(page).not.toContain('<script>alert')
  expect(countOf(page, /<\/title>/g)).toBe(1)
  expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)')
})

test('broken rules are told first, and in full', async () => {
  const violations = [{ rule: 'R1', atMs: 750_000, what: 'two slots above the cap' }]
  const page = await pageOf(modelResult({ violations, violationCount: 7 }))

  expect(page).toContain('Rules were broken 7 times')
  expect(page).toContain('Broken rules: 1 of 7')
  expect(page.indexOf('two slots above the cap')).toBeLessThan(page.indexOf('Median wait'))
})

test('a rehearsal with nothing to plot still makes a page', async () => {
  const page = await pageOf(modelResult({ series: [], waitsByPosition: [], marks: [] }))

  expect(countOf(page, /<svg/g)).toBe(6)
  expect(page).not.toMatch(/NaN|Infinity/)
})

test('a lobby before the opening is shown, with the opening as a mark', async () => {
  const series = modelResult().series.map((point) => ({
    ...point,
    atSeconds: point.atSeconds - 300,
  }))
  const page = await pageOf(modelResult({ series }))

  expect(page).toContain('−5 min')
  expect(page).toContain('the sale opens')
})

test('six hundred points stay a page of less than 200 KB', async () => {
  const [point] = modelResult().series
  if (point === undefined) throw new Error('no point')
  const series = Array.from({ length: 600 }, (_, index) => ({
    ...point,
    atSeconds: index * 5.5,
    offersPerSecond: 20 + (index % 13),
    occupied: 400 + (index % 97),
  }))

  expect((await pageOf(modelResult({ series }))).length).toBeLessThan(200_000)
})

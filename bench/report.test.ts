import { expect, test } from 'vitest'
import { compare } from './pairs.ts'
import { comparisonTables, machine, renderResult } from './report.ts'

const turns = {
  ours: [{ 'requests/s': 12_345.6 }, { 'requests/s': 12_000 }, { 'requests/s': 13_000 }],
  bare: [{ 'requests/s': 20_000 }, { 'requests/s': 20_000 }, { 'requests/s': 20_000 }],
}

test('a table shows the median, the quartiles and the ends of each contender', () => {
  const [figures] = comparisonTables('Rates', compare(['ours', 'bare'], turns))

  expect(figures?.columns.slice(1)).toEqual(['ours', 'bare'])
  expect(figures?.rows).toEqual([
    ['requests/s', '12346 [12173–12673] (12000–13000)', '20000 [20000–20000] (20000–20000)'],
  ])
})

test('a second table shows the first contender over the others', () => {
  const [, ratios] = comparisonTables('Rates', compare(['ours', 'bare'], turns))

  expect(ratios?.columns.slice(1)).toEqual(['ours / bare'])
  expect(ratios?.rows[0]?.[1]).toBe('0.617 [0.609–0.634] (0.6–0.65)')
})

test('a contender alone has no ratios', () => {
  expect(comparisonTables('Rates', compare(['ours'], turns))).toHaveLength(1)
})

test('what one contender lacks is a dash', () => {
  const uneven = { a: [{ ms: 1, late: 2 }], b: [{ ms: 1 }] }
  const [figures] = comparisonTables('Uneven', compare(['a', 'b'], uneven))

  expect(figures?.rows[1]).toEqual(['late', '2 [2–2] (2–2)', '–'])
})

test('the text is Markdown with cells in line, and says what it was measured on', () => {
  const table = { caption: 'Times', columns: ['', 'seconds'], rows: [['a clone', '1.5']] }
  const result = { title: 'A title', tables: [table], notes: ['A note.'], figures: {} }

  expect(renderResult(result, { cores: 2 })).toBe(
    [
      'A title',
      '',
      'Times',
      '',
      '|         | seconds |',
      '|---------|---------|',
      '| a clone | 1.5     |',
      '',
      'A note.',
      'Machine at the start: cores 2.',
    ].join('\n'),
  )
})

test('figures say what they were measured on', () => {
  const measured = machine()

  expect(measured['cores']).toBeGreaterThan(0)
  expect(measured['node']).toBe(process.version)
})

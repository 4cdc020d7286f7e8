import { expect, test } from 'vitest'
import { modelResult } from '../model-result.ts'
import { labelsOf } from './labels.ts'
import { FRAME } from './plot.ts'
import { plotsOf } from './plots.ts'

const plots = plotsOf(modelResult())

test.each(plots.map((plot) => [plot.title, plot] as const))(
  '%s: every line has its name',
  (_, plot) => {
    expect(labelsOf(plot).map(({ text }) => text)).toEqual(plot.lines.map(({ name }) => name))
  },
)

test.each(plots.map((plot) => [plot.title, plot] as const))(
  '%s: names stand inside the drawing and apart',
  (_, plot) => {
    const labels = labelsOf(plot)

    for (const [index, { x, y, text }] of labels.entries()) {
      const half = text.length * 5
      expect(x - half).toBeGreaterThanOrEqual(FRAME.left)
      expect(x + half).toBeLessThanOrEqual(FRAME.right)
      for (const other of labels.slice(index + 1)) {
        const isApart =
          Math.abs(other.y - y) >= 20 || Math.abs(other.x - x) >= half + other.text.length * 5
        expect({ text, other: other.text, isApart }).toHaveProperty('isApart', true)
      }
    }
  },
)

test('a name does not stand across a line that falls steeply', () => {
  const [point] = modelResult().series
  if (point === undefined) throw new Error('no point')
  const series = Array.from({ length: 200 }, (_, index) => ({
    ...point,
    atSeconds: index * 5,
    occupied: index < 150 ? 490 - (index % 7) : 5,
  }))
  const slots = plotsOf(modelResult({ series })).find(({ id }) => id === 'slots')
  if (slots === undefined) throw new Error('no plot')
  const fall = FRAME.left + (149.5 / 199) * (FRAME.right - FRAME.left)

  const across = labelsOf(slots).filter(({ x, text }) => Math.abs(x - fall) < text.length * 5)
  expect(across).toEqual([])
})

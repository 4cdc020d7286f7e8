import { describe, expect, test } from 'vitest'
import { foreseenAnew, noMarkers, passMarkers, setMarkers, type Markers } from './markers.ts'
import type { Observed } from './observed.ts'

const START_MS = 1_000_000

/** A line in which everybody is here, called up to a position by so many slots. */
function seen(calledUpTo: number, granted = calledUpTo, frontier = 10_000): Observed {
  const aheadOf = (position: number) => Math.max(0, position - calledUpTo)
  const lane = { id: 'general', sharePercent: 100, calledUpTo, frontier, presentShare: 1, aheadOf }
  const shop = { isRunning: true, cap: 50_000, ratePerSecond: 10, longestHoldMs: 600_000 }
  return { ...shop, granted, returned: 0, lanes: [lane] }
}

/** Ten a second, and a range of a tenth to both sides. */
const told = new Map([
  [
    'general',
    {
      curve: [
        { atMs: 0, served: 0 },
        { atMs: 1_000_000, served: 10_000 },
      ],
      table: [
        [0, 0, 2_000],
        [10_000, 900_000, 1_100_000],
      ] satisfies [number, number, number][],
    },
  ],
])

const set: Markers = setMarkers(noMarkers, seen(0), told, START_MS)

describe('the markers', () => {
  test('some are set at once for every length of wait that the line has', () => {
    const waitsS = set.out.map(({ foreseenMs }) => Math.round(foreseenMs / 1_000))

    expect(waitsS.length).toBeGreaterThan(5)
    expect(Math.min(...waitsS)).toBeLessThan(20)
    expect(Math.max(...waitsS)).toBeGreaterThan(500)
  })

  test('they are few, however long a sale is', () => {
    let markers = noMarkers
    for (let second = 0; second < 3_000; second += 1) {
      markers = setMarkers(markers, seen(0), told, START_MS + second * 1_000)
    }

    expect(markers.out.length).toBeLessThanOrEqual(640)
  })

  test('one is passed when somebody behind it is called, and says what came of what was foreseen', () => {
    const [first] = set.out
    const position = first?.position ?? 0
    const foreseenMs = first?.foreseenMs ?? 0

    const waiting = passMarkers(set, seen(position), START_MS + foreseenMs)
    const { passed, markers } = passMarkers(set, seen(position + 1), START_MS + 2 * foreseenMs)

    expect(waiting.passed).toEqual([])
    expect(passed[0]).toMatchObject({ waitMs: 2 * foreseenMs, ratio: 2, isFair: true })
    expect(markers.out).toHaveLength(set.out.length - passed.length)
  })

  test('a line that was passed over because people were away teaches nothing, and is scored', () => {
    const { passed } = passMarkers(set, seen(6_000, 2_000), START_MS + 60_000)
    const far = passed.at(-1)

    expect(far?.ratio).toBeUndefined()
    expect(far?.waitMs).toBe(60_000)
  })

  test('after the room was steered they are held against what is foreseen since', () => {
    const laterMs = START_MS + 5_000
    const anew = foreseenAnew(set, seen(0), told, laterMs)
    const [first] = anew.out

    const { passed } = passMarkers(anew, seen((first?.position ?? 0) + 1), laterMs + 60_000)

    expect(passed[0]?.waitMs).toBe(65_000)
    expect(passed[0]?.isFair).toBe(false)
    expect(passed[0]?.ratio).toBeCloseTo(60_000 / (first?.foreseenMs ?? 0), 6)
  })
})

import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { colourOf, contrastOf } from './colour.ts'
import { faintIn, toldContrast, type Colours } from './legible.ts'

const ours = { desk: '#e9e2d3', paper: '#fcfaf4', ink: '#1d1a16', accent: '#b3341b' }
const atNight = { desk: '#0f1216', paper: '#1b2027', ink: '#f1ebdd', accent: '#ff9272' }

const hex = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`)
const anyColours = fc.record({ desk: hex, paper: hex, ink: hex, accent: hex })

/** What a refusal proposes, if it does. */
function shadeIn(message: string): string | undefined {
  return /(#[0-9a-f]{6}) would pass$/.exec(message)?.[1]
}

function contrast(first: string, second: string): number {
  return contrastOf(colourOf(first), colourOf(second))
}

describe('colours that can be read', () => {
  test('are ours, by day and by night', () => {
    expect([faintIn(ours), faintIn(atNight)]).toEqual([[], []])
  })

  const white = { desk: '#ffffff', paper: '#ffffff' }
  test.each([
    ['ink', { ...white, ink: '#767676', accent: '#000000' }, []],
    ['ink', { ...white, ink: '#777777', accent: '#000000' }, ['ink', 'ink']],
    ['accent', { ...white, ink: '#000000', accent: '#767676' }, []],
    ['accent', { ...white, ink: '#000000', accent: '#777777' }, ['accent', 'accent']],
  ])('have 4.5 at least: %s of %j', (_, colours, fields) => {
    expect(faintIn(colours).map(({ field }) => field)).toEqual(fields)
  })

  test.each([
    ['ink', 'paper', { ...ours, ink: '#7a7a7a', desk: '#000000', accent: '#7d7d7d' }],
    ['accent', 'desk', { ...ours, accent: '#c33a1f' }],
  ])('need it on each ground: %s too faint on %s alone is refused', (field, ground, colours) => {
    const faint = faintIn(colours).filter((one) => one.field === field)

    expect(faint).toHaveLength(1)
    expect(faint[0]?.message).toContain(` on ${ground} `)
  })
})

describe('a refusal', () => {
  test('names both colours, the contrast it has and needs, and a shade that would pass', () => {
    expect(faintIn({ ...ours, desk: ours.paper, ink: '#9AA0A6', accent: '#ffb84d' })).toEqual([
      {
        field: 'ink',
        message:
          'ink #9aa0a6 on paper #fcfaf4 has a contrast of 2.52, and needs 4.50 (7.00 is better): #707478 would pass',
      },
      {
        field: 'ink',
        message:
          'ink #9aa0a6 on desk #fcfaf4 has a contrast of 2.52, and needs 4.50 (7.00 is better): #707478 would pass',
      },
      {
        field: 'accent',
        message:
          'accent #ffb84d on paper #fcfaf4 has a contrast of 1.64, and needs 4.50: #956c2d would pass',
      },
      {
        field: 'accent',
        message:
          'accent #ffb84d on desk #fcfaf4 has a contrast of 1.64, and needs 4.50: #956c2d would pass',
      },
    ])
  })

  test('of two ways to go proposes the nearer one', () => {
    // Of this grey alone both black and white can be told.
    const grey = { desk: '#757575', paper: '#757575', accent: '#000000' }

    const [dark] = faintIn({ ...grey, ink: '#111111' })
    const [bright] = faintIn({ ...grey, ink: '#eeeeee' })

    expect(shadeIn(dark?.message ?? '')).toMatch(/^#0/)
    expect(shadeIn(bright?.message ?? '')).toMatch(/^#f/)
  })

  test('says so where paper and desk leave no shade that can be read on both', () => {
    const [faint] = faintIn({
      desk: '#555555',
      paper: '#ffffff',
      ink: '#000000',
      accent: '#767676',
    })

    expect(faint?.message).toContain('on desk #555555 has a contrast of 2.81, and needs 4.50')
    expect(faint?.message).toMatch(/no shade of it .* choose those closer to each other$/)
  })

  test('rounds down: 4.499 is never told as 4.50', () => {
    expect([4.499, 4.4999999, 4.5, 4.509, 21].map(toldContrast)).toEqual([
      '4.49',
      '4.49',
      '4.50',
      '4.50',
      '21.00',
    ])
  })
})

/** WCAG 2.2, written out again: a check that asked itself would find itself right. */
function isTooFaint({ desk, paper, ink, accent }: Colours): boolean {
  return [desk, paper].some((ground) =>
    [ink, accent].some((text) => Math.min(contrast(text, ground), contrast(ground, text)) < 4.5),
  )
}

describe('whatever the colours', () => {
  test('they are refused exactly when one pair is below its bound, and are told below it', () => {
    fc.assert(
      fc.property(anyColours, (colours) => {
        const faint = faintIn(colours)

        expect(faint.length > 0).toBe(isTooFaint(colours))
        for (const { message } of faint) {
          expect(Number(/contrast of (\d+\.\d\d),/.exec(message)?.[1])).toBeLessThan(4.5)
        }
      }),
      { numRuns: inject('runs') },
    )
  })

  test('what a refusal proposes is not refused, and keeps the hue', () => {
    fc.assert(
      fc.property(anyColours, (colours) => {
        for (const { field, message } of faintIn(colours)) {
          const shade = shadeIn(message)
          if (shade === undefined) continue
          const after = faintIn({ ...colours, [field]: shade })
          expect(after.filter((one) => one.field === field)).toEqual([])
          expect(orderOf(shade)).toEqual(expect.arrayContaining([orderOf(colours[field])[0]]))
        }
      }),
      { numRuns: Math.ceil(inject('runs') / 4) },
    )
  })
})

/** The channels that are strongest: the same in every shade of a hue, or all of them in a grey. */
function orderOf(hex: string): string[] {
  const colour = Object.entries(colourOf(hex))
  const most = Math.max(...colour.map(([, value]) => value))
  return colour.filter(([, value]) => value === most).map(([name]) => name)
}

import * as fc from 'fast-check'
import { expect, inject, test } from 'vitest'
import { BLACK, WHITE, contrastOf, hexOf, mixed, type Colour } from './colour.ts'
import { faintIn } from './legible.ts'
import { wornOf } from './worn.ts'

const plain = { desk: '#eeeeee', paper: '#ffffff', ink: '#111111', accent: '#0a4a8a' }

test('four colours make all a page needs', () => {
  const { isDark, ...colours } = wornOf(plain)

  expect(isDark).toBe(false)
  expect(Object.entries(colours).map(([name, colour]) => `${name} ${hexOf(colour)}`)).toEqual([
    'desk #eeeeee',
    'paper #ffffff',
    'ink #111111',
    'inkSoft #545454',
    'rule #cfcfcf',
    'stamp #0a4a8a',
    'stampWash #dde6ef',
  ])
})

test('bright ink on dark paper is dark, whichever mode it was given for', () => {
  expect(wornOf({ ...plain, desk: '#000000', paper: '#111111', ink: '#eeeeee' }).isDark).toBe(true)
})

test('ink with nothing to spare has no softer one, and an accent no wash', () => {
  const white = { desk: '#ffffff', paper: '#ffffff' }
  const worn = wornOf({ ...white, ink: '#767676', accent: '#767676' })

  expect(hexOf(worn.inkSoft)).toBe('#767676')
  expect(contrastOf(worn.stamp, worn.stampWash)).toBeGreaterThanOrEqual(4.5)
})

test('a line that a bar of progress lies on is fainter where the accent has little to spare', () => {
  const white = { desk: '#ffffff', paper: '#ffffff', ink: '#000000' }
  const { rule, stamp } = wornOf({ ...white, accent: '#767676' })

  expect(contrastOf(stamp, rule)).toBeGreaterThanOrEqual(3)
  expect(hexOf(wornOf({ ...white, accent: '#333333' }).rule)).toBe('#cccccc')
})

const channel = fc.nat(255)
const anyColour = fc.record({ red: channel, green: channel, blue: channel })
/** Bright grounds and dark text, the other way round, and what is between: many can be read. */
const anyColours = fc
  .record({ desk: anyColour, paper: anyColour, ink: anyColour, accent: anyColour })
  .chain(({ desk, paper, ink, accent }) =>
    fc.tuple(fc.boolean(), fc.nat(90), fc.nat(90)).map(([isDark, ground, text]) => {
      const under = (colour: Colour) =>
        hexOf(mixed(colour, isDark ? BLACK : WHITE, (ground + 10) / 100))
      const over = (colour: Colour) =>
        hexOf(mixed(colour, isDark ? WHITE : BLACK, (text + 10) / 100))
      return { desk: under(desk), paper: under(paper), ink: over(ink), accent: over(accent) }
    }),
  )

test('whatever is not refused can be read in all that is made of it', () => {
  let held = 0
  fc.assert(
    fc.property(anyColours, (colours) => {
      if (faintIn(colours).length > 0) return
      held += 1
      const { desk, paper, ink, inkSoft, rule, stamp, stampWash } = wornOf(colours)
      const contrasts = [ink, inkSoft, stamp].flatMap((text) =>
        [desk, paper, stampWash].map((ground) => contrastOf(text, ground)),
      )
      expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(4.5)
      expect(contrastOf(stamp, rule)).toBeGreaterThanOrEqual(3)
    }),
    { numRuns: inject('runs') },
  )
  expect(held).toBeGreaterThan(inject('runs') / 5)
})

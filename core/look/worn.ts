/**
 * All the colours a page needs, from the four that a room is given. What is mixed here can be read
 * as well as what it was mixed from: where the usual share of a colour would be too faint, less
 * of it is taken, down to none.
 */
import { colourOf, contrastOf, luminanceOf, mixed, type Colour } from './colour.ts'
import { isLegible, type Colours } from './legible.ts'

export type Worn = {
  readonly desk: Colour
  readonly paper: Colour
  readonly ink: Colour
  readonly inkSoft: Colour
  readonly rule: Colour
  readonly stamp: Colour
  readonly stampWash: Colour
  /** Bright on dark, whichever mode it is worn in. */
  readonly isDark: boolean
}

// The shares are those of our own colours.
const SOFT_PERCENT = 28
const RULE_PERCENT = 20
const WASH_PERCENT = 14

export function wornOf(colours: Colours): Worn {
  const desk = colourOf(colours.desk)
  const paper = colourOf(colours.paper)
  const ink = colourOf(colours.ink)
  const stamp = colourOf(colours.accent)
  const inkSoft = mostMixed(ink, paper, SOFT_PERCENT, (soft) => isLegible(soft, [paper, desk]))
  const isGround = (wash: Colour) => [ink, inkSoft, stamp].every((text) => isLegible(text, [wash]))
  return {
    desk,
    paper,
    ink,
    inkSoft,
    // A bar of progress in the accent lies on it: 3 is WCAG's bound for what is no text.
    rule: mostMixed(paper, ink, RULE_PERCENT, (rule) => contrastOf(stamp, rule) >= 3),
    stamp,
    stampWash: mostMixed(paper, stamp, WASH_PERCENT, isGround),
    isDark: luminanceOf(ink) > luminanceOf(paper),
  }
}

function mostMixed(
  first: Colour,
  second: Colour,
  maxPercent: number,
  isGood: (mix: Colour) => boolean,
): Colour {
  for (let percent = maxPercent; percent > 0; percent -= 1) {
    const mix = mixed(first, second, percent / 100)
    if (isGood(mix)) return mix
  }
  return first
}

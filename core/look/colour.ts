/**
 * Colours as a screen has them, and how well one is told from another, by the relative luminance
 * and the contrast of WCAG 2.2. What is written as text is parsed here, and written anew from
 * what was parsed.
 */
import { assert } from '../assert.ts'

/** Each from 0 to 255. */
export type Colour = { readonly red: number; readonly green: number; readonly blue: number }

export const BLACK: Colour = { red: 0, green: 0, blue: 0 }
export const WHITE: Colour = { red: 255, green: 255, blue: 255 }

export const HEX = /^#[0-9a-f]{6}$/i

export function colourOf(hex: string): Colour {
  assert(HEX.test(hex), 'a colour is # and six hexadecimal digits')
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16)
  return { red: channel(1), green: channel(3), blue: channel(5) }
}

export function hexOf({ red, green, blue }: Colour): string {
  return `#${[red, green, blue].map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

/** The first with a share of the second, from 0 to 1: as paint is seen through a thin coat. */
export function mixed(first: Colour, second: Colour, share: number): Colour {
  const channel = (of: keyof Colour) => Math.round(first[of] + (second[of] - first[of]) * share)
  return { red: channel('red'), green: channel('green'), blue: channel('blue') }
}

export function luminanceOf({ red, green, blue }: Colour): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

function linear(channel: number): number {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

/** From 1, where nothing is to be seen, to 21: whichever of the two is the text. */
export function contrastOf(first: Colour, second: Colour): number {
  const [a, b] = [luminanceOf(first), luminanceOf(second)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

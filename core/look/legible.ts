/**
 * Whether text in a room's colours can be read. The bounds are those of WCAG 2.2 AA for small text,
 * for the accent too: the pages write in it, on both grounds. So paper as text on the accent needs
 * no check of its own, nor does a ring around what has the focus, which needs 3.
 */
import { because } from '../reason.ts'
import { BLACK, WHITE, colourOf, contrastOf, hexOf, mixed, type Colour } from './colour.ts'

/** What is written in a room's settings, as `#rrggbb`. */
export type Colours = {
  readonly desk: string
  readonly paper: string
  readonly ink: string
  readonly accent: string
}

type Written = 'ink' | 'accent'

/** A colour to mend, and a sentence on why and how. */
export type Faint = { readonly field: Written; readonly message: string }

const CONTRAST_MIN = 4.5
/** AAA, which who reads it for an hour is grateful for. */
const CONTRAST_BETTER = 7

const grounds = ['paper', 'desk'] as const
const SHADES = 255

export function faintIn(colours: Colours): Faint[] {
  return (['ink', 'accent'] as const).flatMap((field) =>
    grounds
      .filter((ground) => !isLegible(colourOf(colours[field]), [colourOf(colours[ground])]))
      .map((ground) => ({ field, message: sentence(colours, field, ground) })),
  )
}

export function isLegible(text: Colour, on: readonly Colour[]): boolean {
  return on.every((ground) => contrastOf(text, ground) >= CONTRAST_MIN)
}

/** What is proposed passes on both grounds: nobody is sent from one refusal into the next. */
function sentence(colours: Colours, field: Written, ground: (typeof grounds)[number]): string {
  const [text, under] = [colourOf(colours[field]), colourOf(colours[ground])]
  const both = grounds.map((each) => colourOf(colours[each]))
  const shade = nearestShade(text, (colour) => isLegible(colour, both))
  const told = {
    text: field,
    colour: hexOf(text),
    ground,
    under: hexOf(under),
    contrast: toldContrast(contrastOf(text, under)),
    needed: toldContrast(CONTRAST_MIN),
  }
  if (field === 'accent') {
    if (shade === undefined) return because('too-faint-in-any-shade', told)
    return because('too-faint', { ...told, shade: hexOf(shade) })
  }
  const ofInk = { ...told, better: toldContrast(CONTRAST_BETTER) }
  if (shade === undefined) return because('ink-too-faint-in-any-shade', ofInk)
  return because('ink-too-faint', { ...ofInk, shade: hexOf(shade) })
}

/** Towards black or white, since that keeps the hue; of two that pass, the one less unlike it. */
function nearestShade(colour: Colour, isGood: (shade: Colour) => boolean): Colour | undefined {
  const steps = Array.from({ length: SHADES }, (_, step) => (step + 1) / SHADES)
  const found = [BLACK, WHITE].flatMap((end) => {
    const share = steps.find((share) => isGood(mixed(colour, end, share)))
    return share === undefined ? [] : [mixed(colour, end, share)]
  })
  return found.toSorted((a, b) => contrastOf(colour, a) - contrastOf(colour, b))[0]
}

/** Rounded down: what just fails is never told as what would do. */
export function toldContrast(contrast: number): string {
  return (Math.floor(contrast * 100) / 100).toFixed(2)
}

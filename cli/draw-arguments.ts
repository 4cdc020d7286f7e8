/** What `admit-one verify-draw` is asked. */
import { parseArgs } from 'node:util'

export const HELP = `admit-one verify-draw FILE            checks a draw from its document; - reads it from stdin
  --number N [--lane LANE]     also prints the position of this number
  --position P [--lane LANE]   also prints whose position this is
  --help                       prints this

LANE may be left out where the draw has one lane.
Ends with 0 when all is as it should be, 1 when something is not, 2 when it cannot tell.`

/** What the caller got wrong; ends with 2. */
export class BadInput extends Error {}

export type DrawArguments = {
  readonly help: boolean
  readonly path: string
  readonly lane: string | undefined
  readonly number: number | undefined
  readonly position: number | undefined
}

export function readArguments(args: readonly string[]): DrawArguments {
  const { values, positionals } = parsed(args)
  if (positionals.length > 1) {
    throw new BadInput(`FILE: one document at a time, not also "${positionals[1]}".`)
  }
  const [path] = positionals
  if (path === undefined && values.help !== true) {
    throw new BadInput('FILE: say which document to check, or - to read it from stdin.')
  }
  return {
    help: values.help ?? false,
    path: path ?? '-',
    lane: values.lane,
    number: wholeIn('number', values.number),
    position: wholeIn('position', values.position),
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        lane: { type: 'string' },
        number: { type: 'string' },
        position: { type: 'string' },
      },
    })
  } catch (error) {
    throw new BadInput(error instanceof Error ? error.message : 'Not understood.')
  }
}

function wholeIn(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,9}$/.test(text)) {
    throw new BadInput(`--${name}: a whole number from 0 up, not "${text}".`)
  }
  return Number(text)
}

import { parseArgs } from 'node:util'
import { LaunchProblem } from './problem.ts'

export const HELP = `npm start                 runs Admit One here, until Ctrl-C
npm start -- --reset      clears the data folder first
npm start -- --help       prints this

PORT            where it is served (8787)
INSPECTOR_PORT  where a debugger may attach to the Worker (9229)
DATA_DIR        where it keeps its data between starts (.data)`

export type Arguments = { reset: boolean; help: boolean }

export function readArguments(args: string[]): Arguments {
  try {
    const { values } = parseArgs({
      args,
      options: { reset: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
    return { reset: values.reset ?? false, help: values.help ?? false }
  } catch {
    throw new LaunchProblem(
      `npm start does not understand "${args.join(' ')}": npm start -- --help lists what it does.`,
    )
  }
}

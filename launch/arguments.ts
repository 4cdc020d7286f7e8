import { parseArgs } from 'node:util'
import { LaunchProblem } from './problem.ts'

export const HELP = `npm start                 runs Admit One here, until Ctrl-C
npm start -- --no-crowd   leaves the simulated fans out of the demo room
npm start -- --reset      clears the data folder first
npm start -- --help       prints this

PORT            where it is served (8787)
INSPECTOR_PORT  where a debugger may attach to the Worker (9229)
SHOP_PORT       where the demo's shop elsewhere listens (8790)
GUARDED_SHOP_PORT  and the one behind the gateway (8791)
ORIGIN_PORT     where the origin listens, for services on this machine (8792)
DATA_DIR        where it keeps its data between starts (.data)
ROOMS_FILE      the rooms there are (rooms.json)
CROWD           how many simulated fans the demo room has (200; 0 for none)`

export type Arguments = { reset: boolean; help: boolean; crowd: boolean }

export function readArguments(args: string[]): Arguments {
  try {
    const { values } = parseArgs({
      args,
      options: {
        reset: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        'no-crowd': { type: 'boolean' },
      },
    })
    const { reset = false, help = false, 'no-crowd': noCrowd = false } = values
    return { reset, help, crowd: !noCrowd }
  } catch {
    throw new LaunchProblem(
      `npm start does not understand "${args.join(' ')}": npm start -- --help lists what it does.`,
    )
  }
}

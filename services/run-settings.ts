import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { LaunchProblem } from '../launch/problem.ts'

export const HELP = `npm run services                starts Kafka, an S3 server and MongoDB's double here, until Ctrl-C
npm run services -- --install   only installs them
npm run services -- --reset     clears their data first
npm run services -- --help      prints this

MONGODB_PORT  where MongoDB's double listens (27017)
KAFKA_PORT    where Kafka listens (9092)
S3_PORT       where the S3 server listens (7070)
DATA_DIR      they keep their data in services/ of it (.data)`

export type Wish = 'run' | 'install' | 'help'

export function readWish(args: string[]): { wish: Wish; reset: boolean } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        install: { type: 'boolean' },
        reset: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    const { install = false, reset = false, help = false } = values
    return { wish: help ? 'help' : install ? 'install' : 'run', reset }
  } catch {
    throw new LaunchProblem(
      `npm run services does not understand "${args.join(' ')}": npm run services -- --help lists what it does.`,
    )
  }
}

const port = (initial: number) =>
  z
    .string()
    .default(String(initial))
    .transform((text) => (/^\d+$/.test(text) ? Number(text) : Number.NaN))
    .pipe(z.number().int().min(1).max(65_535))

const environment = z.object({
  MONGODB_PORT: port(27_017),
  KAFKA_PORT: port(9092),
  S3_PORT: port(7070),
  DATA_DIR: z.string().min(1).default('.data'),
})

export type Settings = {
  ports: { MONGODB_PORT: number; KAFKA_PORT: number; S3_PORT: number }
  /** The product's, of which ours is a part. */
  dataDir: string
  folder: string
}

/** What is set to nothing is not set. */
export function readSettings(root: string, env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0])
    throw new LaunchProblem(
      `${name}=${given[name]} is not a port: give a whole number from 1 to 65535.`,
    )
  }
  const { DATA_DIR, ...ports } = parsed.data
  if (new Set(Object.values(ports)).size < Object.keys(ports).length) {
    throw new LaunchProblem(
      `${Object.keys(ports).join(', ')} are ${Object.values(ports).join(', ')}: give each a port of its own.`,
    )
  }
  const dataDir = resolve(root, DATA_DIR)
  return { ports, dataDir, folder: join(dataDir, 'services') }
}

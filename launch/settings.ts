import { resolve } from 'node:path'
import { z } from 'zod'
import { LaunchProblem } from './problem.ts'

const port = (initial: number) =>
  z
    .string()
    .default(String(initial))
    .transform((text) => (/^\d+$/.test(text) ? Number(text) : Number.NaN))
    .pipe(z.number().int().min(1).max(65_535))

const environment = z.object({
  PORT: port(8787),
  INSPECTOR_PORT: port(9229),
  DATA_DIR: z.string().min(1).default('.data'),
})

export type Settings = {
  /** Every port the product listens on, by the variable that moves it. */
  ports: { PORT: number; INSPECTOR_PORT: number }
  dataDir: string
}

/** Reads the settings of `npm start` from the environment; what is set to nothing is not set. */
export function readSettings(root: string, env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0])
    throw new LaunchProblem(
      `${name}=${given[name]} is not a port: give a whole number from 1 to 65535, for example ${name}=8788 npm start.`,
    )
  }
  const { DATA_DIR, ...ports } = parsed.data
  if (ports.PORT === ports.INSPECTOR_PORT) {
    throw new LaunchProblem(
      `PORT and INSPECTOR_PORT are both ${ports.PORT}: give each a port of its own.`,
    )
  }
  return { ports, dataDir: resolve(root, DATA_DIR) }
}

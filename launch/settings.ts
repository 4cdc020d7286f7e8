import { resolve } from 'node:path'
import { z } from 'zod'
import { LaunchProblem } from './problem.ts'

/** More than a calm machine bears beside the product, and than one room needs to be seen at work. */
const CROWD_MAX = 2_000

const whole = (initial: number, least: number, most: number) =>
  z
    .string()
    .default(String(initial))
    .transform((text) => (/^\d+$/.test(text) ? Number(text) : Number.NaN))
    .pipe(z.number().int().min(least).max(most))
const port = (initial: number) => whole(initial, 1, 65_535)

const environment = z.object({
  PORT: port(8787),
  INSPECTOR_PORT: port(9229),
  ORIGIN_PORT: port(8792),
  SHOP_PORT: port(8790),
  GUARDED_SHOP_PORT: port(8791),
  DATA_DIR: z.string().min(1).default('.data'),
  ROOMS_FILE: z.string().min(1).default('rooms.json'),
  CROWD: whole(200, 0, CROWD_MAX),
})

export type Settings = {
  /** Every port the product listens on, by the variable that moves it. */
  ports: { PORT: number; INSPECTOR_PORT: number; ORIGIN_PORT: number }
  /** Where the demo's shops listen: the one that fans go to, and the one behind the gateway. */
  shopPorts: { SHOP_PORT: number; GUARDED_SHOP_PORT: number }
  dataDir: string
  /** What rooms there are. */
  roomsFile: string
  /** How many simulated fans the demo room has; none, and it is as quiet as its visitors. */
  crowdFans: number
}

/** Reads the settings of `npm start` from the environment; what is set to nothing is not set. */
export function readSettings(root: string, env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0])
    throw new LaunchProblem(`${name}=${given[name]} ${wrongWith(name)}`)
  }
  const { DATA_DIR, ROOMS_FILE, CROWD, SHOP_PORT, GUARDED_SHOP_PORT, ...ports } = parsed.data
  const shopPorts = { SHOP_PORT, GUARDED_SHOP_PORT }
  refuseSamePorts({ ...ports, ...shopPorts })
  return {
    ports,
    shopPorts,
    dataDir: resolve(root, DATA_DIR),
    roomsFile: resolve(root, ROOMS_FILE),
    crowdFans: CROWD,
  }
}

function refuseSamePorts(ports: Readonly<Record<string, number>>): void {
  const nameOf = new Map<number, string>()
  for (const [name, port] of Object.entries(ports)) {
    const other = nameOf.get(port)
    if (other !== undefined) {
      throw new LaunchProblem(`${other} and ${name} are both ${port}: give each a port of its own.`)
    }
    nameOf.set(port, name)
  }
}

function wrongWith(name: string): string {
  return name === 'CROWD'
    ? `is not a number of fans: give a whole number from 0 to ${CROWD_MAX}, for example CROWD=100 npm start.`
    : `is not a port: give a whole number from 1 to 65535, for example ${name}=8788 npm start.`
}

/** Who may ask: held against every route before anything of a request is read. */
import type { Context } from 'hono'
import { AppError, refusalOf } from '../../core/problem.ts'
import { refusals } from '../../core/token/refusals.ts'
import type { ServiceKey } from '../config.ts'
import { ASSERTION, type Assertions } from './assertions.ts'
import type { OriginEnv, Who } from './route.ts'
import { bearerIn, knownTokens } from './service-tokens.ts'

export type Guards = Readonly<Record<Who, (c: Context<OriginEnv>) => Promise<void>>>

export type Keyring = {
  readonly serviceKeys: readonly ServiceKey[]
  readonly metricsToken: string | undefined
}

const METRICS = 'metrics'

export function guardsOf({ serviceKeys, metricsToken }: Keyring, assertions: Assertions): Guards {
  const service = knownTokens(serviceKeys)
  const scrapers = knownTokens(
    metricsToken === undefined ? [] : [{ id: METRICS, secret: metricsToken }],
  )
  return {
    open: async () => {},
    async service(c) {
      c.set('by', known(service(bearerOf(c))))
    },
    async metrics(c) {
      const token = bearerOf(c)
      c.set('by', known(service(token) ?? scrapers(token)))
    },
    async assertion(c) {
      const outcome = await assertions.read(c.req.header(ASSERTION))
      if (outcome.kind === 'refused') throw refused(outcome.refusal.code)
      c.set('admission', outcome.admission)
      c.set('marked', outcome.marked)
    },
  }
}

function bearerOf(c: Context<OriginEnv>): string | undefined {
  return bearerIn(c.req.header('Authorization'))
}

function known(id: string | undefined): string {
  if (id !== undefined) return id
  throw new AppError('service-only', 'Only our own services may ask this: bring a service’s key.')
}

/** Whoever comes past the gateway is told nothing but that; what may be our own delay, to try again. */
function refused(code: string): AppError {
  if (isOfToken(code) && refusals[code].status === 503) return refusalOf(code)
  const message = 'This is asked through the waiting room’s gateway alone: use the shop’s address.'
  return new AppError('gateway-only', message)
}

function isOfToken(code: string): code is keyof typeof refusals {
  return code in refusals
}

/** What is asked of any service, whatever it does: is it alive, is it ready, how does it fare. */
import { z } from 'zod'
import { AppError, problemOf } from '../../core/problem.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { readyAnswer, type Readiness, type StoreStates } from './readiness.ts'
import { route, type Route } from './route.ts'

export type OwnParts = {
  readonly version: string
  readonly metrics: Metrics
  readonly ready: () => Promise<Readiness>
}

const AGAIN_SECONDS = 1

export function ownRoutes({ version, metrics, ready }: OwnParts): Route[] {
  return [
    route({
      id: 'alive',
      method: 'get',
      path: '/healthz',
      who: 'open',
      title: 'Is it alive',
      what: 'It answers. No store is asked.',
      answer: z.object({ status: z.literal('ok'), version: z.string() }),
      codes: [],
      isRoutine: true,
      handle: async () => ({ status: 'ok' as const, version }),
    }),
    route({
      id: 'ready',
      method: 'get',
      path: '/readyz',
      who: 'open',
      title: 'Is it ready',
      what: 'Every store answers now, or did within the last second. A refusal says which does not.',
      answer: readyAnswer,
      codes: ['not-ready'],
      isRoutine: true,
      handle: async ({ c }) => {
        const state = await ready()
        if (state.kind === 'ready') return { status: 'ready' as const, stores: state.stores }
        const problem = problemOf(new AppError('not-ready', sentenceOf(state)))
        const stores = state.kind === 'ending' ? undefined : state.stores
        return c.json({ ...problem, stores }, 503, { 'Retry-After': String(AGAIN_SECONDS) })
      },
    }),
    route({
      id: 'metrics',
      method: 'get',
      path: '/metrics',
      who: 'metrics',
      title: 'Read the measures',
      what: 'As Prometheus reads them.',
      media: 'text/plain',
      answer: z.string(),
      codes: [],
      isRoutine: true,
      handle: async ({ c }) => {
        const { registry } = metrics
        return c.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType })
      },
    }),
  ]
}

function sentenceOf(state: Exclude<Readiness, { kind: 'ready' }>): string {
  if (state.kind === 'ending') return 'The origin is ending: ask another.'
  return `Not every store answers (${failing(state.stores)}): ask again.`
}

function failing(stores: StoreStates): string {
  return Object.entries(stores)
    .filter(([, { state }]) => state !== 'ready')
    .map(([port, { state }]) => `${port}: ${state}`)
    .join(', ')
}

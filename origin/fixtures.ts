/** What tests of the origin stand on: stores that say what they are told to, and an app over them. */
import type { Hono } from 'hono'
import { originApp, type AppParts } from './http/app.ts'
import type { OriginEnv } from './http/route.ts'
import type { Collection, Documents, Stored } from './stores/documents/documents.ts'
import type { EventLog } from './stores/events/event-log.ts'
import type { Objects } from './stores/objects/objects.ts'
import type { OpenedStores } from './stores/watched.ts'
import { createLog, type Log } from './telemetry/log.ts'
import { originMetrics } from './telemetry/metrics.ts'
import { startTracing } from './telemetry/tracing.ts'

export const SERVICE = { id: 'edge', secret: 'a-service-key-for-tests-0123456789' }
export const METRICS_TOKEN = 'a-metrics-key-for-tests-0123456789'

/** The lines of a log, as they are read by machines. */
export function logOf(): { readonly log: Log; readonly lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = []
  return { lines, log: createLog('debug', (line) => void lines.push(JSON.parse(line))) }
}

/** Every call that is not given is answered as if there were nothing there. */
export function storesThat({
  ping = async () => {},
  findOne = async () => undefined,
  close = async () => {},
}: {
  readonly ping?: () => Promise<void>
  readonly findOne?: () => Promise<undefined>
  readonly close?: () => Promise<void>
} = {}): OpenedStores {
  const taken = { kind: 'taken', fields: ['_id'] } as const
  const collection = async <T extends Stored>(): Promise<Collection<T>> => ({
    insert: async () => taken,
    find: async () => [],
    findOne,
    page: async () => ({ documents: [], next: undefined }),
    count: async () => 0,
    update: async () => taken,
    updateAll: async () => taken,
    findAndUpdate: async () => ({ kind: 'none' }),
    remove: async () => 0,
    removeAll: async () => 0,
    bulk: async () => ({ inserted: 0, modified: 0, upserted: 0, removed: 0, taken: [] }),
    aggregate: async () => [],
  })
  const documents: Documents = { collection, ping, close }
  const events: EventLog = {
    ensure: async () => {},
    append: async () => {},
    subscribe: () => ({ joined: Promise.resolve(), stop: async () => {} }),
    read: async () => [],
    ends: async () => [],
    lag: async () => 0,
    ping: async () => {},
    close,
  }
  const objects: Objects = {
    put: async () => ({ kind: 'not-so' }),
    get: async () => ({ kind: 'none' }),
    about: async () => undefined,
    list: async () => ({ objects: [], next: undefined }),
    remove: async () => {},
    ping: async () => {},
    close,
  }
  return { documents, events, objects }
}

/** An origin without a port, whose log is at hand. */
export function appWith(parts: Partial<AppParts> = {}): {
  readonly app: Hono<OriginEnv>
  readonly lines: Record<string, unknown>[]
  readonly parts: AppParts
} {
  const { log, lines } = logOf()
  const ready = {
    documents: { state: 'ready' },
    events: { state: 'ready' },
    objects: { state: 'ready' },
  } as const
  const refusal = {
    code: 'not-through-gateway',
    status: 403,
    step: 'waiting-room',
    message: 'No.',
  } as const
  const whole: AppParts = {
    routes: [],
    version: '1.2.3',
    log,
    metrics: originMetrics(),
    tracing: startTracing({ zipkinUrl: undefined, share: 1 }, log),
    ready: async () => ({ kind: 'ready', stores: ready }),
    assertions: { read: async () => ({ kind: 'refused', refusal }), close: () => {} },
    keyring: { serviceKeys: [SERVICE], metricsToken: METRICS_TOKEN },
    isEnding: () => false,
    ...parts,
  }
  return { app: originApp(whole), lines, parts: whole }
}

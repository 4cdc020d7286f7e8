/**
 * A sale at the real edge that tells a real origin what happens in it, each in processes of their own,
 * so that either can be killed and started again.
 */
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { applyRoom } from '../../cli/apply-rooms.ts'
import { OperatorClient } from '../../cli/operator-client.ts'
import { joinAnswer } from '../../core/protocol/join.ts'
import { edgePlan } from '../../launch/edge.ts'
import { keepKeys } from '../../launch/keys.ts'
import { originPlan, originUrl } from '../../launch/origin.ts'
import { readSettings } from '../../launch/settings.ts'
import { writeWorkerVariables } from '../../launch/worker-variables.ts'
import { joinedRow, type JoinedOf } from '../../origin/events/queue-facts.ts'
import { freePort } from '../../services/free-port.ts'
import { startServer, type Server } from '../../services/server.ts'

const root = resolve(import.meta.dirname, '../..')
const ROOM = 'told'
const ASK_WITHIN_MS = 5_000
const joinedAnswer = z.object({ joined: z.array(joinedRow) })

export type TellingSale = {
  readonly edgeUrl: string
  readonly origin: Server
  /** Resolves once the fan has a place. */
  readonly join: () => Promise<void>
  /** By the log's record; empty while the origin does not answer. */
  readonly told: () => Promise<JoinedOf[]>
  /** By the room's own count. */
  readonly counted: () => Promise<number>
  readonly stop: () => Promise<void>
}

/** `stores` is what the origin's environment says of them. */
export async function startTellingSale(
  dataDir: string,
  stores: Readonly<Record<string, string>>,
  zipkinUrl?: string,
): Promise<TellingSale> {
  const [PORT, INSPECTOR_PORT, ORIGIN_PORT] = [await freePort(), await freePort(), await freePort()]
  const settings = readSettings(root, {
    PORT: String(PORT),
    INSPECTOR_PORT: String(INSPECTOR_PORT),
    ORIGIN_PORT: String(ORIGIN_PORT),
    DATA_DIR: dataDir,
  })
  mkdirSync(dataDir, { recursive: true })
  const keys = keepKeys(dataDir)
  const edgeUrl = `http://127.0.0.1:${PORT}`
  const ofOrigin = originPlan(root, settings, keys.originKey)
  const spans: Record<string, string> = zipkinUrl === undefined ? {} : { ZIPKIN_URL: zipkinUrl }
  const origin = await startServer({
    ...ofOrigin,
    env: { ...ofOrigin.env, LOG_LEVEL: 'warn', ...stores, ...spans },
    address: originUrl(settings),
    ports: [ORIGIN_PORT],
    ask: () => answers(`${originUrl(settings)}/readyz`),
  })
  const addresses = { issuer: edgeUrl, originUrl: origin.address, zipkinUrl }
  const ofEdge = edgePlan(root, settings, writeWorkerVariables(dataDir, keys, addresses))
  const edge = await startServer({
    ...ofEdge,
    address: edgeUrl,
    ports: [PORT],
    ask: () => answers(`${edgeUrl}/healthz`),
  }).catch(async (error: unknown) => {
    await origin.stop()
    throw error
  })
  const operator = new OperatorClient({ url: edgeUrl, token: keys.operatorKey })
  await applyRoom(operator, {
    id: ROOM,
    title: { ko: '들린 만큼', en: 'As told' },
    settings: {
      cap: 0,
      ratePerSecond: 50,
      lanes: [{ id: 'general', sharePercent: 100 }],
      order: 'arrival',
      mode: 'queue',
      schedule: { openAtMs: 'now' },
      terms: { offerMs: 30_000, sessionMs: 60_000, tokenMs: 10_000 },
    },
  })
  return {
    edgeUrl,
    origin,
    async join() {
      const headers = { 'Content-Type': 'application/json' }
      const asked = { method: 'POST', headers, body: '{}' }
      const answer = await fetch(`${edgeUrl}/rooms/${ROOM}/join`, asked)
      if (!answer.ok) throw new Error(`join answered ${answer.status}: ${await answer.text()}`)
      joinAnswer.parse(await answer.json())
    },
    told: () => toldBy(origin.address, keys.originKey),
    async counted() {
      const { lanes } = await operator.ask('figures', { room: ROOM })
      return lanes.reduce((sum, { joined }) => sum + joined, 0)
    },
    async stop() {
      await edge.stop()
      await origin.stop()
    },
  }
}

async function toldBy(origin: string, key: string): Promise<JoinedOf[]> {
  try {
    const answer = await fetch(`${origin}/rooms/${ROOM}/joined`, {
      headers: { Authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(ASK_WITHIN_MS),
    })
    return answer.ok ? joinedAnswer.parse(await answer.json()).joined : []
  } catch {
    return []
  }
}

async function answers(url: string): Promise<void> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(ASK_WITHIN_MS) })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`)
}

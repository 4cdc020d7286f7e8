/** The door as the edge meets it: over HTTP, with the guards, the limits and the document around it. */
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { EVENTS_A_BATCH } from '../../core/topics/event.ts'
import { temporaryFolder } from '../../launch/temporary-folder.ts'
import { appWith, SERVICE } from '../fixtures.ts'
import { allRoutes } from '../http/app.ts'
import { codesOf, meaningOf } from '../http/refusals.ts'
import { openEmbeddedDocuments } from '../stores/documents/embedded.ts'
import { StoreFailure } from '../stores/failure.ts'
import { joinedEvent, memoryLog, partsWith } from './fixtures.ts'
import { keepsQueueFacts, queueFacts } from './queue-facts.ts'
import { eventRoutes } from './routes.ts'

async function door() {
  const documents = openEmbeddedDocuments({ folder: temporaryFolder() })
  onTestFinished(() => documents.close())
  const facts = await queueFacts(documents)
  const log = memoryLog()
  const { app, parts } = appWith({ routes: eventRoutes({ ...partsWith(log), facts }) })
  const headers = { Authorization: `Bearer ${SERVICE.secret}`, 'Content-Type': 'application/json' }
  const said: Record<string, string> = headers
  const post = (body: string, sent = said) =>
    app.request('/events', { method: 'POST', headers: sent, body })
  const say = (...events: unknown[]) => post(JSON.stringify({ events }))
  const get = (path: string) => app.request(path, { headers })
  return { log, facts, app, all: allRoutes(parts), post, say, get }
}

const problem = z.object({ code: z.string(), field: z.string().optional() })
const codeOf = async (response: Response) => {
  const { code } = problem.parse(await response.json())
  return `${response.status} ${code}`
}

test('a batch is answered once it is in the log, with what of it was set aside', async () => {
  const { log, say } = await door()

  const answer = await say(joinedEvent(1), { a: 1 })

  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ kept: 1, setAside: [{ at: 1 }] })
  expect(log.values('Queue_log')).toEqual([joinedEvent(1)])
})

test('while the log is out of reach the edge is told to come again, and nothing is kept', async () => {
  const { log, say } = await door()
  log.fail(new StoreFailure('unreachable', 'broker one.example does not answer'))

  const answer = await say(joinedEvent(1))

  expect(answer.headers.get('Retry-After')).toMatch(/^\d+$/)
  expect(await answer.clone().text()).not.toContain('one.example')
  expect(await codeOf(answer)).toBe('503 store-down')
  expect(log.values('Queue_log')).toEqual([])
})

test('whoever is not a service of ours says nothing here', async () => {
  const { post, log } = await door()
  const body = JSON.stringify({ events: [joinedEvent(1)] })

  for (const headers of [{}, { Authorization: 'Bearer wrong' }, { Authorization: 'Basic x' }]) {
    expect(await codeOf(await post(body, headers))).toBe('401 service-only')
  }
  expect(log.values('Queue_log')).toEqual([])
})

test.for([
  ['no JSON', '{', '400 invalid-request'],
  ['no events', '{}', '400 invalid-request'],
  ['none in it', '{"events":[]}', '400 invalid-request'],
  [
    'too many',
    JSON.stringify({ events: Array.from({ length: EVENTS_A_BATCH + 1 }, () => 1) }),
    '400 invalid-request',
  ],
  ['too much', JSON.stringify({ events: ['가'.repeat(1_000_000)] }), '413 body-too-large'],
] as const)('a body with %s is refused whole', async ([, body, refusal]) => {
  const { post, log } = await door()

  expect(await codeOf(await post(body))).toBe(refusal)

  expect(log.appended.size).toBe(0)
})

test('how many joined is counted from what was taken in', async () => {
  const { facts, get } = await door()
  await keepsQueueFacts(facts, Date.now).apply([joinedEvent(1), joinedEvent(2), joinedEvent(2)])

  const answer = await get('/rooms/hall/joined')

  expect(await answer.json()).toEqual({
    joined: [{ epoch: 'e1', lane: 'general', joined: 4, total: 4 }],
  })
})

test('the routes are in a document that is valid, with every refusal described', async () => {
  const { app, all } = await door()
  const document = z
    .record(z.string(), z.unknown())
    .parse(await (await app.request('/openapi.json')).json())

  expect(await new Validator().validate(document)).toMatchObject({ valid: true })
  expect(all.flatMap(codesOf).filter((code) => meaningOf(code) === undefined)).toEqual([])
})

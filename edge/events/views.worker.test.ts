import { env } from 'cloudflare:workers'
import { expect, onTestFinished, test, vi } from 'vitest'
import { readEvent } from '../../core/topics/topics.ts'
import { keepingQueue } from './fixtures.ts'
import { Views } from './views.ts'

function watched() {
  const { queue, events, fail } = keepingQueue()
  const waiting: Promise<unknown>[] = []
  const settings = { ...env, EVENTS: queue, ORIGIN_URL: 'https://origin.example' }
  let isLost = false
  const context = {
    waitUntil: (promise: Promise<unknown>) => {
      if (!isLost) waiting.push(promise)
    },
  }
  const lost = (now: boolean) => (isLost = now)
  const views = new Views(20)
  const see = (room: string) => views.seen(settings, room, context)
  return { see, events, fail, waiting, lost, told: () => Promise.all(waiting) }
}

test('views of a few seconds are one event a room, however many they are', async () => {
  const { see, events, waiting, told } = watched()
  for (let no = 0; no < 50; no += 1) see('hall')
  see('club')

  await told()

  expect(waiting).toHaveLength(1)
  expect(events().map(readEvent)).toMatchObject([
    { kind: 'event', event: { data: { kind: 'viewed', room: 'hall', count: 50 } } },
    { kind: 'event', event: { data: { kind: 'viewed', room: 'club', count: 1 } } },
  ])
})

test('a batch of very many rooms does not wait', async () => {
  const { see, events, waiting } = watched()
  for (let no = 0; no < 200; no += 1) see(`room-${no}`)

  await waiting.at(-1)

  expect(events()).toHaveLength(200)
})

test('a request that dies before it has told costs its batch a while, and not every one after it', async () => {
  const { see, events, waiting, lost, told } = watched()
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  lost(true)
  see('hall')
  lost(false)
  see('hall')
  expect(waiting).toHaveLength(0)

  vi.setSystemTime(Date.now() + 31_000)
  see('hall')
  expect(waiting).toHaveLength(1)
  await told()

  expect(events()).toMatchObject([{ data: { room: 'hall', count: 3 } }])
})

test('a queue that is down costs the batch, and no page', async () => {
  const { see, events, fail, told } = watched()
  fail(true)
  see('hall')
  await told()
  fail(false)
  see('hall')
  await told()

  expect(events()).toMatchObject([{ data: { count: 1 } }])
})

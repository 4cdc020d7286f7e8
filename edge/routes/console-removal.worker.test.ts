/** A room is removed by an owner, once its sale is over. */
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { joined, operate, roomOf } from '../fixtures.ts'
import { directoryStub } from '../objects/stubs.ts'
import { api } from '../operate/fixtures.ts'
import { OPERATOR_KEY } from '../test-rooms.ts'
import { pageOf, say, send, show } from './console-fixtures.ts'

const by = { role: 'owner' } as const
const statusOf = async (room: string) => (await api(`/rooms/${room}`, OPERATOR_KEY)).status

test('one that nobody has joined is gone after the second step, and its log is not', async () => {
  const room = await roomOf('early')
  const page = `/operate/rooms/${room}/remove`
  const html = await pageOf(page, 'owner')
  expect(html).toContain(say('console.remove.what'))
  expect(html).toContain(`action="${page}?lang=en"`)
  expect(await statusOf(room)).toBe(200)

  const answer = await send(page, {}, by)

  expect([answer.status, answer.headers.get('Location')]).toEqual([
    303,
    `/operate?lang=en&removed=${room}`,
  ])
  expect(await statusOf(room)).toBe(404)
  const list = await pageOf(`/operate?removed=${room}`, 'owner')
  expect(list).toContain(say('console.removed', { room }))
  const log = await show(`/operate/rooms/${room}/log`, 'viewer')
  const entries = await log.text()
  expect(log.status).toBe(200)
  expect(entries).toContain(`<strong>${say('console.report.act.remove')}</strong>`)
})

test('one whose sale runs is not, and it is said what comes first', async () => {
  const room = await roomOf('full')
  await joined(room)
  const answer = await send(`/operate/rooms/${room}/remove`, {}, by)
  const html = await answer.text()

  expect(answer.status).toBe(409)
  expect(html).toContain('fans are in it')
  expect(await statusOf(room)).toBe(200)

  await operate(room, 'close')
  expect((await send(`/operate/rooms/${room}/remove`, {}, by)).status).toBe(303)
})

test('one that was removed by half is asked for once more, and then all of it is gone', async () => {
  const room = await roomOf('early')
  const page = `/operate/rooms/${room}/remove`
  await runInDurableObject(directoryStub(env), (object) => {
    vi.spyOn(object, 'drop').mockImplementation(() => {
      throw new Error('a test')
    })
  })

  const lost = await send(page, {}, by)
  const html = await lost.text()
  expect([lost.status, lost.headers.get('Retry-After')]).toEqual([503, '2'])
  expect(html).toContain(say('console.remove.again'))
  expect(html).toContain(`action="${page}?lang=en"`)
  expect(await statusOf(room)).toBe(404)
  const listed = async () => (await pageOf(`/operate?search=${room}`, 'owner')).includes('cards')
  expect(await listed()).toBe(true)

  vi.restoreAllMocks()
  expect((await send(page, {}, by)).status).toBe(303)
  expect(await listed()).toBe(false)
})

test('nobody below an owner removes one, and neither does another site', async () => {
  const room = await roomOf('early')
  const path = `/operate/rooms/${room}/remove`
  for (const role of ['viewer', 'operator'] as const) {
    expect((await send(path, {}, { role })).status).toBe(403)
    expect(await pageOf(`/operate/rooms/${room}/settings`, role)).not.toContain('/remove')
  }
  expect((await send(path, {}, { ...by, origin: 'https://evil.example' })).status).toBe(403)
  expect(await statusOf(room)).toBe(200)
})

test('what is named as removed is a room’s id, or nothing', async () => {
  const html = await pageOf('/operate?removed=%3Cb%3Eall%3C/b%3E', 'owner')

  expect(html).not.toContain('all&lt;/b')
  expect(html).not.toContain(say('console.removed.log'))
})

/** Whatever the operators' interface refuses has a reason that can be said in every language. */
import { expect, test } from 'vitest'
import { problemSchema } from '../../core/protocol/problem.ts'
import { reasonOf } from '../../core/reason.ts'
import { joined, operate, read, roomOf } from '../fixtures.ts'
import { OPERATOR_KEY } from '../test-rooms.ts'
import { api, tokenOf, viewOf } from './fixtures.ts'

/** The code of what an answer says in English, beside the field if it names one. */
async function whyOf(answer: Response): Promise<string> {
  const { code, field = '', reason, message } = await read(answer, problemSchema)
  return `${code} ${field}: ${reasonOf(reason ?? message)?.code ?? `unknown, ${reason}`}`
}

const said = (room: string, word: string, body?: unknown) =>
  api(`/rooms/${room}/${word}`, OPERATOR_KEY, { method: 'post', body })

const create = (id: string) => api('/rooms', OPERATOR_KEY, { method: 'post', body: { id } })

test('a word that means nothing in this phase says why not', async () => {
  const room = await roomOf('full')
  await joined(room)
  const remove = () => api(`/rooms/${room}`, OPERATOR_KEY, { method: 'delete' })

  expect(await whyOf(await said(room, 'follow'))).toBe('not-now : follows-no-shop')
  expect(await whyOf(await remove())).toBe('not-now : fans-are-in-it')
  await operate(room, 'pause')
  expect(await whyOf(await said(room, 'admit', { count: 1 }))).toBe('not-now : sale-is-not-open')
  await operate(room, 'close')
  expect(await whyOf(await said(room, 'open'))).toBe('not-now : sale-is-closed')
})

test('what only an owner changes names its field, and who to ask', async () => {
  const room = await roomOf('full')
  const { version } = await viewOf(room)
  const body = { version, change: { origins: ['https://shop.example'] } }

  const answer = await api(`/rooms/${room}`, tokenOf('operator'), { method: 'patch', body })

  expect(await whyOf(answer)).toBe('role-too-low origins: owners-alone')
})

test('an id that is taken, one that is none, and a session that is none are told apart', async () => {
  const room = await roomOf('full')

  expect(await whyOf(await create(room))).toBe('room-exists : room-exists')
  expect(await whyOf(await create('NO'))).toBe('invalid-request id: not-an-id')
  const elsewhere = { sessionId: 'another-epoch.general.1.1' }
  expect(await whyOf(await said(room, 'revoke', elsewhere))).toBe('not-found : no-such-session')
})

test.each<[string, string, unknown]>([
  ['message', 'text: no-message', { text: {} }],
  ['message', 'text.ko: no-message', { text: { ko: ' ' } }],
  ['message', 'text.ko: too-many-characters', { text: { ko: 'x'.repeat(501) } }],
  ['message', 'text.KO: not-a-language', { text: { KO: 'x' } }],
  ['admit', 'count: whole-between', { count: 0 }],
  ['admit', 'count: whole-between', { count: 1.5 }],
  ['admit', 'count: whole-between', {}],
])('%s is refused by %s', async (word, why, body) => {
  const room = await roomOf('full')

  expect(await whyOf(await said(room, word, body))).toBe(`invalid-request ${why}`)
})

test.each<[string, unknown]>([
  ['name: missing', { name: ' ', role: 'viewer' }],
  ['name: too-many-characters', { name: 'x'.repeat(81), role: 'viewer' }],
  ['email: not-an-email', { name: 'Kim', role: 'viewer', email: 'kim' }],
])('an operator is refused by %s', async (why, body) => {
  const answer = await api('/operators', OPERATOR_KEY, { method: 'post', body })

  expect(await whyOf(answer)).toBe(`invalid-request ${why}`)
})

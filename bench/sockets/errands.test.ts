import { expect, test } from 'vitest'
import type { Line, Outcome } from '../http/line.ts'
import type { HttpRequest } from '../http/request.ts'
import { Errands } from './errands.ts'
import { errandSpec } from './specs.ts'

const spec = errandSpec.parse({
  origin: 'http://127.0.0.1:8080',
  contains: '"your-turn"',
  request: { method: 'POST', path: '/claim', headers: { accept: 'text/plain' }, body: '{}' },
})
const visitors = [{ headers: { authorization: 'a' } }, { headers: { authorization: 'b' } }]
const created: Outcome = {
  kind: 'answer',
  response: { status: 201, headers: new Map(), body: Buffer.from('in'), keepsAlive: true },
}

function errandsWith(outcome: Outcome) {
  const asked: HttpRequest[] = []
  const line: Line = {
    exchange: (request, ended) => {
      asked.push(request)
      ended(outcome)
    },
  }
  return { asked, errands: new Errands(spec, visitors, [line, line], () => 5_000) }
}

test('who hears the words goes once, with their own headers besides those of the errand', async () => {
  const { asked, errands } = errandsWith(created)

  errands.heard(1, '{"kind":"status"}')
  errands.heard(1, '{"kind":"your-turn"}')
  errands.heard(1, '{"kind":"your-turn"}')

  expect(asked).toEqual([
    { ...spec.request, headers: { accept: 'text/plain', authorization: 'b' } },
  ])
  expect(await errands.taken(1, 1_000)).toEqual([
    { visitor: 1, heardAtMs: 5_000, answeredAtMs: 5_000, status: 201, body: 'in' },
  ])
})

test('what is done is told once, when so many are', async () => {
  const { errands } = errandsWith(created)
  const both = errands.taken(2, 60_000)
  errands.heard(0, '"your-turn"')
  errands.heard(1, '"your-turn"')

  expect((await both).map(({ visitor }) => visitor)).toEqual([0, 1])
  expect(await errands.taken(1, 1)).toEqual([])
})

test('an errand without an answer says why', async () => {
  const { errands } = errandsWith({ kind: 'failed', reason: 'timeout', message: 'No answer.' })
  errands.heard(0, '"your-turn"')

  expect(await errands.taken(1, 1_000)).toMatchObject([{ status: 0, body: 'No answer.' }])
})

import { afterEach, describe, expect, test, vi } from 'vitest'
import { operate, post, roomOf } from './fixtures.ts'
import { isLogging, isSampled, logRequest } from './request-log.ts'

afterEach(() => vi.restoreAllMocks())

function linesOf(log: { mock: { calls: unknown[][] } }): unknown[] {
  return log.mock.calls.map(([line]): unknown => JSON.parse(String(line)))
}

describe('a request', () => {
  test('is logged where the dice say so: one in a hundred, unless it is said', () => {
    const dice = vi.spyOn(Math, 'random')

    dice.mockReturnValue(0.009)
    expect(isSampled({})).toBe(true)
    dice.mockReturnValue(0.01)
    expect(isSampled({})).toBe(false)
    expect(isSampled({ LOG_SAMPLE: '1' })).toBe(true)
    dice.mockReturnValue(0)
    expect([isSampled({ LOG_SAMPLE: '0' }), isLogging({ LOG_SAMPLE: '0' })]).toEqual([false, false])
  })

  test('is logged by its id and path, without its query, and of a shop without its path', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {})
    const request = new Request('https://room.example/rooms/demo?code=7K2M-94QX-0TZB')
    const response = new Response('', { headers: { 'X-Request-Id': 'one' } })

    for (const isShops of [false, true]) {
      logRequest({ request, response, beganAtMs: Date.now(), isShops })
    }

    const line = { level: 'info', requestId: 'one', method: 'GET', status: 200 }
    expect(linesOf(log)).toEqual([
      { ...line, path: '/rooms/demo', ms: expect.any(Number) },
      { ...line, path: 'shop', ms: expect.any(Number) },
    ])
  })
})

test('what an operator does is always logged, by its id and who it was', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.99)
  const room = await roomOf('full')
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})

  await operate(room, 'pause')
  await post(`/rooms/${room}/join`)

  expect(linesOf(log)).toEqual([
    {
      level: 'info',
      requestId: expect.stringMatching(/^[\w-]+$/),
      act: 'pause',
      by: 'owner-key',
    },
  ])
})

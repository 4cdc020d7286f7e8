import { afterEach, describe, expect, test, vi } from 'vitest'
import { post, operate, roomOf } from './fixtures.ts'
import { isLogged } from './request-log.ts'

afterEach(() => vi.restoreAllMocks())

const request = (path: string, method = 'GET') =>
  new Request(`https://room.example${path}`, { method })

describe('a request', () => {
  test('is logged where the dice say so', () => {
    const dice = vi.spyOn(Math, 'random')

    dice.mockReturnValue(0.009)
    expect(isLogged({}, request('/rooms/demo/status'))).toBe(true)
    dice.mockReturnValue(0.01)
    expect(isLogged({}, request('/rooms/demo/status'))).toBe(false)
    expect(isLogged({ LOG_SAMPLE: '1' }, request('/rooms/demo/status'))).toBe(true)
    dice.mockReturnValue(0)
    expect(isLogged({ LOG_SAMPLE: '0' }, request('/rooms/demo/status'))).toBe(false)
  })

  test('of an operator who changes something is always logged, by its id and without its token', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.99)
    const room = await roomOf('full')
    const log = vi.spyOn(console, 'log').mockImplementation(() => {})

    await operate(room, 'pause')
    await post(`/rooms/${room}/join`)

    expect(log).toHaveBeenCalledTimes(1)
    const line: unknown = JSON.parse(String(log.mock.calls[0]?.[0]))
    expect(line).toEqual({
      level: 'info',
      requestId: expect.stringMatching(/^[\w-]+$/),
      method: 'POST',
      path: `/operate/api/rooms/${room}/pause`,
      status: 200,
      ms: expect.any(Number),
    })
  })
})

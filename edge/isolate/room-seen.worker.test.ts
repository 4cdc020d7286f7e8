import { env } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'
import { roomOf, until } from '../fixtures.ts'
import { testEntry } from '../test-rooms.ts'
import { RoomSeen } from './room-seen.ts'
import { visitOf, type Visit } from './visit.ts'

afterEach(() => vi.restoreAllMocks())

function visit(room: string): Visit {
  const entry = { ...testEntry('full'), id: room }
  return visitOf(env, entry, new Request('https://room.example/'), () => {})
}

test('R4: who polled is told of, though the request that was to tell was cut off', async () => {
  const room = await roomOf('full')
  const seen = new RoomSeen()
  const told = vi.spyOn(env.DESK, 'getByName')
  const wait = vi.spyOn(scheduler, 'wait')
  // As a request's waits end with it, and never come back.
  wait.mockImplementationOnce(() => new Promise(() => {}))
  wait.mockImplementation(async () => {})
  const nowMs = Date.now()

  seen.note(visit(room), 'general', 0, 7, nowMs)
  seen.note(visit(room), 'general', 0, 7, nowMs + 5_000)
  expect(told).not.toHaveBeenCalled()
  seen.note(visit(room), 'general', 0, 7, nowMs + 6_000)

  wait.mockRestore()
  await until(() => told.mock.calls.length, Boolean, 1_000)
  expect(told).toHaveBeenCalled()
})

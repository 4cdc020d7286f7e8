import { env } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'
import { testEntry } from '../test-rooms.ts'
import { heldFor } from './held-rooms.ts'
import { visitOf } from './visit.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const visit = (id: string) =>
  visitOf(env, { ...testEntry('full'), id }, new Request('https://room.example/'), () => {})

test('rooms of which nobody asks any more are let go once there are many, and no others', () => {
  const now = vi.spyOn(Date, 'now')
  now.mockReturnValue(1_000)
  const old = heldFor(visit('old'))
  now.mockReturnValue(600_000)
  const young = heldFor(visit('young'))
  now.mockReturnValue(602_000)

  for (let no = 0; no < 600; no += 1) heldFor(visit(`room-${no}`))

  expect(heldFor(visit('young'))).toBe(young)
  expect(heldFor(visit('old'))).not.toBe(old)
})

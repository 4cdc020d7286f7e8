import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { roomOf } from '../fixtures.ts'
import { deskStub, roomStub } from '../objects/stubs.ts'
import { OneLook } from './one-look.ts'
import { forgetRoom, roomNamed } from './room-entries.ts'

const waitUntil = (promise: Promise<unknown>) => void promise.catch(() => {})
const look = (id: string) => roomNamed(env, id, waitUntil)

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a room’s description in an isolate', () => {
  test('is asked for once, however many need it at once', async () => {
    const room = await roomOf('full')
    forgetRoom(room)
    const asked = vi.spyOn(env.DESK, 'getByName')

    const found = await Promise.all(Array.from({ length: 20 }, () => look(room)))

    expect(found.every((entry) => entry?.id === room)).toBe(true)
    expect(asked).toHaveBeenCalledTimes(1)
  })

  test('that nobody made is not looked for again at once, and what is no id never', async () => {
    const asked = vi.spyOn(env.DESK, 'getByName')

    expect([await look('made-up'), await look('made-up'), await look('No Id!')]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(asked).toHaveBeenCalledTimes(1)
  })

  test('is kept while nobody answers for it', async () => {
    const room = await roomOf('full')
    const now = vi.spyOn(Date, 'now')
    now.mockReturnValue(Date.now() + 6_000)
    vi.spyOn(env.DESK, 'getByName').mockImplementation(() => {
      throw new Error('nobody answers')
    })

    expect((await look(room))?.id).toBe(room)
    expect((await look(room))?.id).toBe(room)
  })

  test('keeps who makes up names from asking for more than so many at once', async () => {
    vi.spyOn(env.DESK, 'getByName').mockImplementation(() => {
      throw new Error('nobody answers')
    })
    const answers = await Promise.allSettled(
      Array.from({ length: 200 }, (_, no) => look(`flood-${no}`)),
    )

    const reasons = answers.map((answer) =>
      answer.status === 'rejected' ? String(answer.reason) : 'found',
    )
    expect(reasons.some((reason) => reason.includes('too many rooms'))).toBe(true)
  })

  test('is at a desk for two seconds, and the room’s own word after that', async () => {
    const room = await roomOf('full')
    const desk = deskStub(env, room, 0)
    const first = await desk.entry(room)
    const version = typeof first === 'object' ? first.version : undefined

    expect(version).toBe(1)
    expect(await desk.entry(room, version)).toBe('same')
    expect(await roomStub(env, room).entry(version)).toBe('same')
    expect(await deskStub(env, 'nowhere', 0).entry('nowhere')).toBeUndefined()
  })
})

describe('one look for many', () => {
  test('lets those who follow go on when it is over, though it failed', async () => {
    const one = new OneLook('a test', 1_000)
    let calls = 0
    const begin = async () => {
      calls += 1
      await scheduler.wait(30)
      throw new Error('in vain')
    }

    const outcomes = await Promise.allSettled([
      one.look(waitUntil, begin),
      one.look(waitUntil, begin),
      one.look(waitUntil, begin),
    ])

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
    expect([calls, one.isOut]).toEqual([1, false])
  })

  test('is given up where it never comes back, and the next one leads', async () => {
    const one = new OneLook('a test', 60)
    await expect(one.look(waitUntil, () => new Promise(() => {}))).rejects.toThrow('a test')

    let came = false
    await one.look(waitUntil, async () => {
      came = true
    })
    expect(came).toBe(true)
  })
})

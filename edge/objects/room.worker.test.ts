import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { roomDocument } from '../../core/queue/room/document.ts'
import { crash, fillDisk, freeDisk, roomOf, until } from '../fixtures.ts'
import { roomStub } from './stubs.ts'

const nothing = { epoch: undefined, accounts: [], wants: [] }
const want = (lane: string, numbers: number) => ({ lane, want: numbers })

async function epochOf(name: string): Promise<string> {
  return (await roomStub(env, name).exchange(name, nothing)).epoch
}

async function take(room: string): Promise<number[][]> {
  const wants = [want('general', 10)]
  const { blocks } = await roomStub(env, room).exchange(room, { ...nothing, wants })
  return blocks.map(({ grant }) => [grant.from, grant.to])
}

describe("a sale's epoch", () => {
  test('is the same when asked again', async () => {
    const room = await roomOf('full')

    expect(await epochOf(room)).toBe(await epochOf(room))
  })

  test('survives the crash of its room', async () => {
    const room = await roomOf('full')
    const before = await epochOf(room)

    await crash(roomStub(env, room))

    expect(await epochOf(room)).toBe(before)
  })

  test('is one, however many ask first at the same time', async () => {
    const room = await roomOf('full')

    const answers = await Promise.all(Array.from({ length: 20 }, () => epochOf(room)))

    expect(new Set(answers).size).toBe(1)
  })

  test('is another for another room', async () => {
    expect(await epochOf(await roomOf('full'))).not.toBe(await epochOf(await roomOf('full')))
  })
})

describe('a block of numbers', () => {
  test('R3: is handed out once, whatever dies in between', async () => {
    const room = await roomOf('full')
    const first = await take(room)
    await crash(roomStub(env, room))
    const second = await take(room)

    expect([first, second, await take(room)]).toEqual([[[0, 10]], [[10, 20]], [[20, 30]]])
  })

  test('R5: is not handed out when it could not be stored', async () => {
    const room = await roomOf('full')
    await epochOf(room)
    await fillDisk(roomStub(env, room))

    const refused = take(room)
    await expect(refused).rejects.toThrow('disk full')
    await freeDisk(roomStub(env, room))

    // What was not stored did not happen: the same numbers are still to be had, once.
    expect(await take(room)).toEqual([[0, 10]])
  })

  test('of a life of the room that is over is heard of no more', async () => {
    const room = await roomOf('full')
    const wants = [want('general', 10)]
    const { epoch } = await roomStub(env, room).exchange(room, { ...nothing, wants })
    const accounts = [{ lane: 'general', account: { used: [{ from: 0, to: 10 }], unused: [] } }]

    await roomStub(env, room).exchange(room, { ...nothing, epoch: 'another', accounts })
    const stale = await usedIn(room)
    await roomStub(env, room).exchange(room, { ...nothing, epoch, accounts })
    await roomStub(env, room).exchange(room, { ...nothing, epoch, accounts })

    expect([stale, await usedIn(room)]).toEqual([0, 10])
  })
})

function frameOf(room: string): Promise<string> {
  return runInDurableObject(roomStub(env, room), (_, { storage }) =>
    JSON.stringify(storage.sql.exec("SELECT text FROM kept WHERE name = 'frame'").one()),
  )
}

/** How many numbers the room knows to be handed out, from what it stored. */
async function usedIn(room: string): Promise<number> {
  const frame = await frameOf(room)
  return Number(/\\"used\\":(\d+)/.exec(frame)?.[1])
}

describe('a room that nobody asks anything', () => {
  test('comes back by its alarm after a crash, and ticks: its schedule moves on', async () => {
    const room = await roomOf('full')
    await epochOf(room)
    await crash(roomStub(env, room))

    await runDurableObjectAlarm(roomStub(env, room))

    // Nobody has called it in this life: the tick alone opens the sale.
    const opened = await until(
      () => frameOf(room),
      (frame) => frame.includes('opened'),
    )
    expect(opened).toContain('stage')
  })

  test('has an alarm within ten seconds while it should tick', async () => {
    const room = await roomOf('full')
    await epochOf(room)

    const alarm = await runInDurableObject(roomStub(env, room), (_, { storage }) =>
      storage.getAlarm(),
    )

    expect(alarm).toBeGreaterThan(Date.now())
    expect(alarm).toBeLessThan(Date.now() + 11_000)
  })

  test('says in its document how it stands, and as of when', async () => {
    const room = await roomOf('full')

    const document = await until(
      async () =>
        roomDocument.parse(
          JSON.parse((await roomStub(env, room).exchange(room, nothing)).document),
        ),
      ({ news }) => news.length > 0,
    )

    expect(document).toMatchObject({ phase: 'open', joining: 'take-number' })
    expect(Math.abs(Date.now() - document.asOfMs)).toBeLessThan(1_000)
  })
})

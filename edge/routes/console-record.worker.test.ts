/** The record of a sale as a file: whole, page after page, and no more of it held than one. */
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import type { RecordPage } from '../../core/operate/room-answers.ts'
import { AppError } from '../../core/problem.ts'
import { joined, operate, roomOf, until } from '../fixtures.ts'
import { recordPageOf } from '../operate/record-pages.ts'
import { fileOf } from './console-record.ts'
import { pageOf, show, showTo } from './console-fixtures.ts'

/** Page `n` of so many, the next of which is asked for by its number. */
function pageNo(n: number, last: number): RecordPage {
  const next = n === last ? {} : { next: String(n + 1) }
  return { header: 'part,at_ms', lines: n % 3 === 2 ? [] : [`room,${n}`], ...next }
}

function textOf(file: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(file).text()
}

test('a viewer has all of it in a file of its room’s name', async () => {
  const room = await roomOf('small')
  for (let fans = 0; fans < 6; fans += 1) await joined(room)
  await until(
    () => recordPageOf(env, room),
    ({ lines }) => lines.some((line) => line.startsWith('lane')),
  )
  await operate(room, 'close')

  const answer = await show(`/operate/rooms/${room}/record.csv`, 'viewer')
  const lines = (await answer.text()).trimEnd().split('\n')

  expect(answer.headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
  expect(answer.headers.get('Content-Disposition')).toBe(
    `attachment; filename="${room}-record.csv"`,
  )
  expect(lines[0]).toMatch(/^part,at_ms,/)
  expect(new Set(lines.slice(1).map((line) => line.split(',')[0]))).toContain('segment')
  expect(lines.filter((line) => line.startsWith('part'))).toHaveLength(1)
  const page = await pageOf(`/operate/rooms/${room}`, 'viewer')
  expect(page).toContain(`href="/operate/rooms/${room}/record.csv?lang=en"`)
  // What says why there is no record is a page, and not a file either.
  expect(page).not.toContain(' download')
})

test('nobody without a right has any of it, and a room that is none has none', async () => {
  const room = await roomOf('full')

  expect((await showTo(undefined, `/operate/rooms/${room}/record.csv`)).status).toBe(401)
  expect((await show('/operate/rooms/nowhere/record.csv', 'viewer')).status).toBe(404)
})

test('pages follow each other to the last, those without a line as well', async () => {
  const file = fileOf(pageNo(0, 7), (from) => Promise.resolve(pageNo(Number(from), 7)))

  expect(await textOf(file)).toBe('part,at_ms\nroom,0\nroom,1\nroom,3\nroom,4\nroom,6\nroom,7\n')
})

test('no page is asked for that the browser has not come to', async () => {
  let asked = 0
  const file = fileOf(pageNo(0, 3_000), (from) => {
    asked += 1
    return Promise.resolve(pageNo(Number(from), 3_000))
  })
  const reader = file.getReader()
  for (let chunks = 0; chunks < 6; chunks += 1) await reader.read()
  await scheduler.wait(0)

  expect(asked).toBeGreaterThan(3)
  expect(asked).toBeLessThan(12)
  await reader.cancel()
})

test('a part that is busy is asked again, and one that fails fails the file', async () => {
  const told: string[] = []
  const pageFrom = (from: string) => {
    told.push('asked')
    if (told.length === 1) throw new AppError('room-busy', 'Try again.')
    return Promise.resolve(pageNo(Number(from), 1))
  }
  const waited = () => Promise.resolve(told.push('waited'))
  expect(await textOf(fileOf(pageNo(0, 1), pageFrom, waited))).toBe('part,at_ms\nroom,0\nroom,1\n')
  expect(told).toEqual(['asked', 'waited', 'asked'])

  const never = fileOf(pageNo(0, 1), () => Promise.reject(new AppError('internal', 'No.')))
  await expect(textOf(never)).rejects.toThrow('No.')
})

test('once the browser has gone, no further page is asked for', async () => {
  const asked: string[] = []
  const came = Promise.withResolvers<RecordPage>()
  const file = fileOf({ header: 'part,at_ms', lines: [], next: '2' }, (from) => {
    asked.push(from)
    return asked.length === 1 ? came.promise : Promise.resolve(pageNo(9, 9))
  })
  const reader = file.getReader()
  await reader.read()
  await expect.poll(() => asked).toEqual(['2'])

  await reader.cancel()
  // Without a line, so that the next would follow at once.
  came.resolve(pageNo(2, 9))
  await scheduler.wait(0)

  expect(asked).toEqual(['2'])
})

test('nor is a busy part asked again', async () => {
  let asked = 0
  const again = Promise.withResolvers<undefined>()
  const pageFrom = () => {
    asked += 1
    return Promise.reject(new AppError('room-busy', 'Try again.'))
  }
  const first = { header: 'part,at_ms', lines: [], next: '1' }
  const reader = fileOf(first, pageFrom, () => again.promise).getReader()
  await reader.read()
  await expect.poll(() => asked).toBe(1)

  await reader.cancel()
  again.resolve(undefined)
  await scheduler.wait(0)

  expect(asked).toBe(1)
})

test('a page of a segment takes two calls of objects, and one of the room’s own takes one', async () => {
  const room = await roomOf('small')
  await joined(room)
  const calls: string[] = []
  const counted = countingCalls(env, calls)
  const own = await until(
    () => recordPageOf(env, room),
    ({ next }) => next !== undefined,
  )

  await recordPageOf(counted, room)
  const ofRoom = calls.splice(0)
  await recordPageOf(counted, room, own.next)

  expect(ofRoom).toEqual(['ROOM.record'])
  expect(calls).toEqual(['ROOM.record', 'SEGMENT.record'])
})

/** The same objects, each call of which is told by its class and its name. */
function countingCalls(bindings: typeof env, told: string[]): typeof env {
  const within = <T extends object>(target: T, path: string): T =>
    new Proxy(target, {
      get(of, name) {
        const value: unknown = Reflect.get(of, name)
        if (typeof value === 'object' && value !== null) return within(value, String(name))
        if (typeof value !== 'function') return value
        return (...given: unknown[]) => {
          const answer: unknown = Reflect.apply(value, of, given)
          if (name === 'getByName' && typeof answer === 'object' && answer !== null) {
            return within(answer, path)
          }
          told.push(`${path}.${String(name)}`)
          return answer
        }
      },
    })
  return within(bindings, '')
}

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
  expect(await pageOf(`/operate/rooms/${room}`, 'viewer')).toContain(
    `href="/operate/rooms/${room}/record.csv"`,
  )
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
  let refused = 0
  const once = fileOf(pageNo(0, 1), (from) => {
    refused += 1
    if (refused === 1) throw new AppError('room-busy', 'Try again.')
    return Promise.resolve(pageNo(Number(from), 1))
  })
  expect(await textOf(once)).toBe('part,at_ms\nroom,0\nroom,1\n')

  const never = fileOf(pageNo(0, 1), () => Promise.reject(new AppError('internal', 'No.')))
  await expect(textOf(never)).rejects.toThrow('No.')
})

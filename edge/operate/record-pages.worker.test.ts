/** A sale's record as the interface hands it out: page by page, every line once. */
import { expect, test } from 'vitest'
import { recordPage } from '../../core/operate/room-answers.ts'
import { joined, offered, operate, post, read, roomOf, until } from '../fixtures.ts'
import { OPERATOR_KEY } from '../test-rooms.ts'
import { api } from './fixtures.ts'

async function pageFrom(room: string, from?: string) {
  const query = from === undefined ? '' : `?from=${encodeURIComponent(from)}`
  return read(await api(`/rooms/${room}/record${query}`, OPERATOR_KEY), recordPage)
}

async function wholeRecord(room: string): Promise<{ lines: string[]; cursors: string[] }> {
  const lines: string[] = []
  const cursors: string[] = []
  for (let page = await pageFrom(room); ; page = await pageFrom(room, page.next)) {
    lines.push(...page.lines)
    if (page.next === undefined) return { lines, cursors }
    cursors.push(page.next)
  }
}

test('the room’s own lines come first, then each segment’s, and the last page names no next', async () => {
  const room = await roomOf('small')
  const fans = [await joined(room), await joined(room)]
  for (const { token } of fans)
    await until(
      () => post(`/rooms/${room}/claim`, token),
      ({ status }) => status < 300,
    )

  const { lines, cursors } = await wholeRecord(room)

  const parts = lines.map((line) => line.split(',')[0])
  expect(parts.lastIndexOf('room')).toBeLessThan(parts.indexOf('segment'))
  expect(cursors[0]).toBe('general/0.0')
})

test('a cursor goes on where its page ended: what was read is not read again', async () => {
  const room = await roomOf('small')
  await operate(room, 'pause')
  await operate(room, 'resume')
  await offered(room, (await joined(room)).token)

  const whole = await pageFrom(room)
  const rest = await pageFrom(room, 'room.1')

  expect(whole.lines.length).toBeGreaterThan(1)
  expect(rest.lines.slice(0, whole.lines.length - 1)).toEqual(whole.lines.slice(1))
})

test('a cursor of a segment that is not there leads to an end, not round in a circle', async () => {
  const room = await roomOf('small')

  const page = await pageFrom(room, 'general/7.0')

  expect(page.lines).toEqual([])
})

/** The report of a sale as it is answered: what operators did, and what became other by it. */
import { expect, test } from 'vitest'
import { saleReport } from '../../core/operate/sale-report.ts'
import { operate, read, roomOf, steer } from '../fixtures.ts'
import { api, change, tokenOf, viewOf } from './fixtures.ts'

async function reportOf(room: string) {
  const answer = await api(`/rooms/${room}/report`, tokenOf('viewer'))
  const text = await answer.clone().text()
  const { incidents } = await read(answer, saleReport)
  return { incidents, sizeBytes: new TextEncoder().encode(text).length }
}

test('says of each act what it changed, from what to what', async () => {
  const room = await roomOf('full')
  const { cap } = (await viewOf(room)).entry.settings
  await steer(room, { cap: cap + 7 })
  await operate(room, 'message', { text: { ko: '곧 다시 부릅니다', en: 'Soon' } })
  await operate(room, 'pause')

  const { incidents } = await reportOf(room)

  expect(incidents.filter(({ kind }) => kind === 'act').slice(1)).toMatchObject([
    { act: 'change', changes: [{ field: 'settings.cap', before: cap, after: cap + 7 }], more: 0 },
    {
      act: 'message',
      changes: [
        { field: 'news.ko', after: '곧 다시 부릅니다' },
        { field: 'news.en', after: 'Soon' },
      ],
    },
    { act: 'pause', changes: [{ field: 'paused', before: false, after: true }] },
  ])
})

test('stays small however large a change was', async () => {
  const room = await roomOf('full')
  const note = Object.fromEntries(
    Array.from({ length: 20 }, (_, at) => [`a${String.fromCodePoint(97 + at)}`, '가'.repeat(200)]),
  )
  const { version } = await viewOf(room)
  const body = { version, change: { look: { note } } }
  const before = await reportOf(room)

  expect((await api(`/rooms/${room}`, tokenOf('owner'), { method: 'patch', body })).status).toBe(
    200,
  )

  const after = await reportOf(room)
  expect(after.incidents.at(-1)).toMatchObject({ act: 'change', more: 14 })
  expect(JSON.stringify(note).length).toBeGreaterThan(4_000)
  expect(after.sizeBytes - before.sizeBytes).toBeLessThan(3_000)
  expect((await change(room, version + 1, { cap: 1 })).status).toBe(200)
})

/** A room is made in the console: by a form, or as JSON. */
import { describe, expect, test } from 'vitest'
import { viewOf } from '../operate/fixtures.ts'
import { testRoom } from '../test-rooms.ts'
import { send } from './console-fixtures.ts'

describe('making a room', () => {
  const form = {
    id: 'made-here',
    'title.ko': '봄밤',
    'settings.cap': '12',
    'settings.ratePerSecond': '3',
    'settings.mode': 'queue',
    'settings.lanes.0.id': 'general',
    'settings.lanes.0.sharePercent': '100',
    'settings.schedule.openAtMs': '2099-12-01T20:00',
    'settings.terms.offerMs': '30',
    'settings.terms.sessionMs': '15',
  }

  test('by the form makes what was typed, its times those of Korea', async () => {
    const answer = await send('/operate/new', form, { role: 'owner' })

    expect(answer.headers.get('Location')).toBe('/operate/rooms/made-here?lang=en')
    const { settings } = (await viewOf('made-here')).entry
    expect(settings).toMatchObject({ cap: 12, ratePerSecond: 3, mode: 'queue' })
    expect(settings.schedule).toEqual({ openAtMs: Date.parse('2099-12-01T20:00:00+09:00') })
    expect(settings.terms).toMatchObject({ offerMs: 30_000, sessionMs: 900_000 })
  })

  test.for([
    ['id', { id: 'Not An Id' }],
    ['settings.cap', { 'settings.cap': '' }],
    ['title.ko', { 'title.ko': '' }],
    ['settings.lanes', { 'settings.lanes.1.id': 'more', 'settings.lanes.1.sharePercent': '9' }],
    ['settings.lanes.0.id', { 'settings.lanes.0.id': 'No' }],
    // The row between is empty: the second lane there is stands in the third row.
    [
      'settings.lanes.2.id',
      {
        'settings.lanes.0.sharePercent': '50',
        'settings.lanes.2.id': 'No',
        'settings.lanes.2.sharePercent': '9',
      },
    ],
    ['settings.terms.offerMs', { 'settings.terms.offerMs': 'soon' }],
    ['look.light.paper', { 'look.light.desk': '#ffffff' }],
    ['settings.schedule.openAtMs', { 'settings.schedule.openAtMs': '2020-01-01T00:00' }],
  ] as const)('with a wrong %s says it there, and keeps what was typed', async ([field, wrong]) => {
    const typed = { ...form, id: 'not-made', ...wrong }
    const answer = await send('/operate/new', typed, { role: 'owner' })
    const html = await answer.text()

    expect(answer.status).toBe(400)
    expect(html).toContain(`<code>${field}</code>`)
    expect(html).toContain('class="wrong"')
    expect(html).toContain('value="15"')
  })

  test('as JSON makes all of it, and keeps a text that is none', async () => {
    const by = { role: 'owner' } as const
    const json = JSON.stringify(testRoom('full', 'by-json', 'https://behind.example'))
    const wrong = await send('/operate/new/json', { json: '{ not' }, by)

    expect((await send('/operate/new/json', { json }, by)).status).toBe(303)
    expect((await viewOf('by-json')).version).toBe(1)
    expect(wrong.status).toBe(400)
    expect(await wrong.text()).toContain('{ not</textarea>')
  })

  test('as JSON that nests without an end is told what is wrong', async () => {
    const json = `{"id":"deep","look":${'['.repeat(40_000)}${']'.repeat(40_000)}}`
    const answer = await send('/operate/new/json', { json }, { role: 'owner' })

    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('class="wrong"')
  })
})

/** A room's settings, edited by a form and as JSON: only what was edited is changed. */
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test, vi } from 'vitest'
import { roomOf, steer } from '../fixtures.ts'
import { roomStub } from '../objects/stubs.ts'
import { api, viewOf } from '../operate/fixtures.ts'
import { OPERATOR_KEY } from '../test-rooms.ts'
import { filledIn, hiddenIn, pageOf, plain, say, send, show } from './console-fixtures.ts'

const by = { role: 'operator' } as const
type Edits = Readonly<Record<string, string>>

/** The change that the form asks for, once these of its fields are edited. */
async function asked(room: string, edits: Edits): Promise<unknown> {
  const html = await tried(room, edits)
  return JSON.parse(hiddenIn(html)['change'] ?? 'null')
}

async function tried(room: string, edits: Edits): Promise<string> {
  const page = `/operate/rooms/${room}/settings`
  const filled = filledIn(await pageOf(page, 'operator'))
  return (await send(page, { ...filled, ...edits }, by)).text()
}

describe('the form of the settings', () => {
  test('left as it is asks for no change, whatever the room is', async () => {
    for (const kind of ['full', 'two', 'following', 'dressed', 'shop', 'far', 'lobby'] as const) {
      const room = await roomOf(kind)
      expect([kind, await asked(room, {})]).toEqual([kind, {}])
    }
  })

  test.for([
    ['title', { ko: '봄밤', en: 'Gala ' }],
    ['title', { ko: '봄\n밤' }],
    ['title', { ko: ' ', en: 'A \0' }],
    ['settings', { schedule: { closeAtMs: 253_402_300_800_000 } }],
    ['settings', { schedule: { closeAtMs: Number.MAX_SAFE_INTEGER } }],
  ] as const)('leaves what no field can hold as it is: %j', async ([field, value]) => {
    const room = await roomOf('early')
    const body = { version: 1, change: { [field]: value } }
    expect((await api(`/rooms/${room}`, OPERATOR_KEY, { method: 'patch', body })).status).toBe(200)

    expect(await asked(room, { 'settings.cap': '9' })).toEqual({ settings: { cap: 9 } })
  })

  test('asks for what was edited, in the units of the interface', async () => {
    const room = await roomOf('early')

    const change = await asked(room, {
      'title.ja': '冬の夜',
      'settings.ratePerSecond': '7.5',
      'settings.terms.sessionMs': '15',
      'settings.near.atLeast': '500',
      'settings.schedule.openAtMs': '2099-12-01T20:00',
      whenBlind: 'closed',
      desks: '2',
    })

    expect(change).toEqual({
      title: { ja: '冬の夜' },
      desks: 2,
      whenBlind: 'closed',
      settings: {
        ratePerSecond: 7.5,
        terms: { sessionMs: 900_000 },
        near: { atLeast: 500 },
        schedule: { openAtMs: '2099-12-01T20:00:00+09:00' },
      },
    })
  })

  test('leaves what it does not show: a shop, a picture, and seconds of an instant', async () => {
    const [shop, dressed] = [await roomOf('shop'), await roomOf('dressed')]
    const before = await viewOf(dressed)
    const colours = ['desk', 'paper', 'ink', 'accent'].map((name) => [`look.light.${name}`, ''])

    const html = await tried(dressed, Object.fromEntries(colours))
    const sure = { act: 'change', ...hiddenIn(html), sure: 'yes' }
    expect((await send(`/operate/rooms/${dressed}`, sure, by)).status).toBe(303)

    const { light: _, ...look } = before.entry.look ?? {}
    expect((await viewOf(dressed)).entry).toEqual({ ...before.entry, look })
    expect(await asked(shop, { 'settings.cap': '9' })).toEqual({ settings: { cap: 9 } })
  })

  test('leaves a title in a language that it does not ask for', async () => {
    const room = await roomOf('early')
    const title = { ko: null, en: null, fr: 'Nuit d’hiver' }
    const body = { version: 1, change: { title } }
    expect((await api(`/rooms/${room}`, OPERATOR_KEY, { method: 'patch', body })).status).toBe(200)

    expect(await asked(room, { 'settings.cap': '9' })).toEqual({ settings: { cap: 9 } })
  })

  test('takes a lane out with its row, and adds one in a row to spare', async () => {
    const room = await roomOf('two')

    const change = await asked(room, {
      'settings.lanes.1.id': '',
      'settings.lanes.1.sharePercent': '',
      'settings.lanes.3.id': 'press',
      'settings.lanes.3.sharePercent': '20',
    })

    const lanes = [
      { id: 'general', sharePercent: 80 },
      { id: 'press', sharePercent: 20 },
    ]
    expect(change).toEqual({ settings: { lanes } })
  })

  test('lets a rate go that follows the shop, once it has no bounds', async () => {
    const room = await roomOf('following')
    const bounds = { 'pressure.floorPerSecond': '', 'pressure.ceilingPerSecond': '' }

    expect(await asked(room, bounds)).toEqual({ pressure: null })
    expect(await asked(room, { 'pressure.ceilingPerSecond': '80' })).toEqual({
      pressure: { ceilingPerSecond: 80 },
    })
  })

  test.for([
    ['settings.cap', { 'settings.cap': 'many' }],
    // The second lane there is, in the third row.
    ['settings.lanes.2.id', { 'settings.lanes.2.id': 'No', 'settings.lanes.2.sharePercent': '1' }],
    ['settings.terms.offerMs', { 'settings.terms.offerMs': '' }],
    ['look.dark.ink', { 'look.dark.desk': '#000000', 'look.dark.paper': '#000000' }],
    ['title.ko', { 'title.ko': '', 'title.en': '' }],
  ] as const)('marks a wrong %s, and keeps all that was typed', async ([field, edits]) => {
    const room = await roomOf('early')
    const html = await tried(room, { ...edits, 'settings.near.seconds': '77' })

    expect(html).toContain(say('console.settings.wrong'))
    expect(html).toMatch(new RegExp(`name="${field}"[^>]*aria-invalid="true"`))
    expect(filledIn(html)).toMatchObject({ ...edits, 'settings.near.seconds': '77' })
    expect((await viewOf(room)).version).toBe(1)
  })

  test('sent again after it was wrong is still of the version it was begun with', async () => {
    const room = await roomOf('early')
    const page = `/operate/rooms/${room}/settings`
    const filled = filledIn(await pageOf(page, 'operator'))
    await steer(room, { cap: 5 })

    const wrong = await send(page, { ...filled, 'title.ko': '', 'title.en': '' }, by)
    const mended = { ...filledIn(await wrong.text()), 'title.ko': '시험', 'title.en': 'Trial' }
    const second = await send(page, mended, by)
    const html = await second.text()

    expect([wrong.status, second.status]).toEqual([400, 409])
    expect(html).toContain(say('sale.field.cap'))
    expect(html).toContain('<ins>5</ins>')
    expect(hiddenIn(html)['change']).toBe('{"title":{"en":"Trial"}}')
  })

  test('is shown to a viewer as it is, and does nothing in their hands', async () => {
    const room = await roomOf('early')
    const page = `/operate/rooms/${room}/settings`
    const html = await pageOf(page, 'viewer')

    expect(html).toContain(say('console.settings.viewer'))
    expect(html).toMatch(/<fieldset[^>]*\sdisabled/)
    expect((await send(page, filledIn(html), { role: 'viewer' })).status).toBe(403)
  })

  test('shows a rate where the shop has moved it, and moves it only when it was edited', async () => {
    const room = await roomOf('following')
    await steer(room, { ratePerSecond: 33 })
    const filled = filledIn(await pageOf(`/operate/rooms/${room}/settings`, 'operator'))

    expect(filled['settings.ratePerSecond']).toBe('33')
    expect(await asked(room, { 'settings.cap': '4' })).toEqual({ settings: { cap: 4 } })
  })
})

describe('the settings as JSON', () => {
  test('are edited whole, and only what was edited is changed', async () => {
    const room = await roomOf('full')
    const { entry } = await viewOf(room)
    await steer(room, { ratePerSecond: 20 })
    const text = JSON.stringify({ ...entry, reload: 'requeue' })
    const fields = { version: '2', before: JSON.stringify(entry), text }
    const page = `/operate/rooms/${room}/settings/json`
    const shown = await send(page, fields, by)
    const html = await shown.text()
    expect([shown.status, hiddenIn(html)['change']]).toEqual([200, '{"reload":"requeue"}'])

    const sure = { act: 'change', ...hiddenIn(html), sure: 'yes' }
    expect((await send(`/operate/rooms/${room}`, sure, by)).status).toBe(303)
    const after = await viewOf(room)
    expect([after.entry.reload, after.entry.settings.ratePerSecond]).toEqual(['requeue', 20])

    const broken = await send(page, { ...fields, text: '{' }, by)
    expect(broken.status).toBe(400)
    expect(await broken.text()).toContain('>{</textarea>')
  })

  test('are come back to by whoever leaves their effect, also where somebody was before', async () => {
    const room = await roomOf('full')
    const { entry } = await viewOf(room)
    await steer(room, { ratePerSecond: 20 })
    const text = JSON.stringify({ ...entry, reload: 'requeue' })
    const fields = { version: '1', before: JSON.stringify(entry), text }
    const back = `href="/operate/rooms/${room}/settings/json?lang=en"`

    const conflict = await send(`/operate/rooms/${room}/settings/json`, fields, by)
    const html = await conflict.text()
    const onTop = { act: 'change', ...hiddenIn(html) }
    const effect = await (await send(`/operate/rooms/${room}`, onTop, by)).text()

    expect(conflict.status).toBe(409)
    for (const page of [html, effect])
      expect(/<section class="card panel"[^]*/.exec(page)?.[0]).toContain(back)
  })

  test('name what only an owner changes, and keep the text of who may not', async () => {
    const room = await roomOf('full')
    const { entry } = await viewOf(room)
    const text = JSON.stringify({ ...entry, origins: ['https://other.example'] })
    const fields = { version: '1', before: JSON.stringify(entry), text }
    const answer = await send(`/operate/rooms/${room}/settings/json`, fields, by)
    const html = await answer.text()

    expect(answer.status).toBe(400)
    expect(html).toContain('<code>origins</code>')
    expect(plain(html)).toContain(text)
  })

  test('without what was there before are no form of ours', async () => {
    const room = await roomOf('full')
    for (const path of ['settings', 'settings/json']) {
      const answer = await send(`/operate/rooms/${room}/${path}`, { version: '1', text: '{}' }, by)
      expect(answer.status).toBe(400)
    }
    expect((await api(`/rooms/${room}`, OPERATOR_KEY)).status).toBe(200)
    expect((await show(`/operate/rooms/${room}/settings/json`, 'viewer')).status).toBe(200)
  })

  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
  test.for([
    ['before', deep],
    ['before', `{"look":${deep}}`],
    ['before', '7'],
    ['text', `{"look":${deep}}`],
  ] as const)('with a %s that no room is of are refused: %#', async ([field, value]) => {
    const room = await roomOf('full')
    const fields = { version: '1', before: '{}', text: '{}', [field]: value }
    const paths = field === 'before' ? ['settings', 'settings/json'] : ['settings/json']
    for (const path of paths) {
      const answer = await send(`/operate/rooms/${room}/${path}`, fields, by)
      expect([path, answer.status]).toEqual([path, 400])
    }
  })

  test('that were tried and refused for no field are answered so', async () => {
    const room = await roomOf('full')
    await runInDurableObject(roomStub(env, room), (object) => {
      vi.spyOn(object, 'act').mockImplementation(() => {
        throw new Error('a test')
      })
    })
    const { entry } = await viewOf(room)
    const text = JSON.stringify({ ...entry, reload: 'requeue' })
    const fields = { version: '1', before: JSON.stringify(entry), text }

    const answer = await send(`/operate/rooms/${room}/settings/json`, fields, by)

    expect(answer.status).toBe(503)
  })
})

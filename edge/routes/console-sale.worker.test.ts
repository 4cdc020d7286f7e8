/** One sale, steered by forms without a script, and what its page says. */
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test, vi } from 'vitest'
import { claimAnswer } from '../../core/protocol/claim.ts'
import { readSessionId } from '../fan/session-id.ts'
import {
  ask,
  bearer,
  fillDisk,
  freeDisk,
  joined,
  offered,
  post,
  read,
  roomOf,
  steer,
} from '../fixtures.ts'
import { roomStub, segmentStub } from '../objects/stubs.ts'
import { logOf, viewOf } from '../operate/fixtures.ts'
import { OPERATOR_KEY } from '../test-rooms.ts'
import { hiddenIn, say, send, show } from './console-fixtures.ts'

describe('steering without a script', () => {
  test('pauses and resumes by one press each', async () => {
    const room = await roomOf('full')
    const paused = await send(`/operate/rooms/${room}`, { act: 'pause' }, { role: 'operator' })
    expect([paused.status, paused.headers.get('Location')]).toEqual([
      303,
      `/operate/rooms/${room}?lang=en&done=pause`,
    ])
    expect((await viewOf(room)).phase).toBe('paused')

    await send(`/operate/rooms/${room}`, { act: 'resume' }, { role: 'operator' })
    expect((await viewOf(room)).phase).toBe('open')
  })

  test('from a page of another site is refused', async () => {
    const room = await roomOf('full')
    for (const origin of ['https://evil.example', 'null', '']) {
      const sent = { role: 'owner', origin } as const
      expect((await send(`/operate/rooms/${room}`, { act: 'pause' }, sent)).status).toBe(403)
    }
    expect((await viewOf(room)).phase).toBe('open')
  })

  test('shows what a new cap would bring, and changes it once that is confirmed', async () => {
    const room = await roomOf('full')
    const by = { role: 'operator' } as const
    const fields = { act: 'cap', version: '1', 'settings.cap': '7' }
    const tried = await send(`/operate/rooms/${room}`, fields, by)
    const html = await tried.text()

    expect(tried.status).toBe(200)
    expect(html).toContain(say('sale.effect.changes'))
    expect((await viewOf(room)).entry.settings.cap).toBe(0)

    const sure = { ...hiddenIn(html), act: 'cap', sure: 'yes' }
    expect((await send(`/operate/rooms/${room}`, sure, by)).status).toBe(303)
    expect(await viewOf(room)).toMatchObject({ version: 2, entry: { settings: { cap: 7 } } })
  })

  test('shows the shares of lanes one by one, and only those that change', async () => {
    const room = await roomOf('two')
    const { lanes } = (await viewOf(room)).entry.settings
    const [first, second] = lanes
    const shares = Object.fromEntries(
      lanes.flatMap(({ id, sharePercent }, at) => [
        [`settings.lanes.${at}.id`, id],
        [`settings.lanes.${at}.sharePercent`, String(at === 0 ? sharePercent - 1 : sharePercent)],
      ]),
    )
    const fields = { act: 'lanes', version: '1', ...shares }
    const html = await (await send(`/operate/rooms/${room}`, fields, { role: 'operator' })).text()

    const was = first?.sharePercent ?? 0
    expect(html).toContain(say('console.changed.share', { lane: first?.id ?? '' }))
    expect(html).toContain(`<del>${was}%</del> <ins>${was - 1}%</ins>`)
    expect(html).not.toContain(say('console.changed.share', { lane: second?.id ?? '' }))
  })

  test('tells the second of two who changed what, and applies on top when asked', async () => {
    const room = await roomOf('full')
    const by = { role: 'operator' } as const
    await steer(room, { cap: 3 })
    const fields = { act: 'rate', version: '1', 'settings.ratePerSecond': '9', sure: 'yes' }
    const second = await send(`/operate/rooms/${room}`, fields, by)
    const html = await second.text()

    expect(second.status).toBe(409)
    expect(html).toContain(say('sale.field.cap'))
    expect(html).toContain('<del>0</del> <ins>3</ins>')
    expect((await viewOf(room)).ratePerSecond).toBe(50)

    const onTop = await send(`/operate/rooms/${room}`, { act: 'rate', ...hiddenIn(html) }, by)
    const sure = { act: 'rate', ...hiddenIn(await onTop.text()), sure: 'yes' }
    expect((await send(`/operate/rooms/${room}`, sure, by)).status).toBe(303)
    const { ratePerSecond, entry } = await viewOf(room)
    expect([ratePerSecond, entry.settings.cap]).toEqual([9, 3])
  })

  test('says which field is wrong, and what is no act at all is refused', async () => {
    const room = await roomOf('full')
    const by = { role: 'operator' } as const
    const fields = { act: 'cap', version: '1', 'settings.cap': '-1' }
    const wrong = await send(`/operate/rooms/${room}`, fields, by)

    expect(wrong.status).toBe(400)
    expect(await wrong.text()).toContain('settings.cap: ')
    expect((await send(`/operate/rooms/${room}`, { act: 'win' }, by)).status).toBe(400)
  })

  test('nested without an end is told so, as everywhere', async () => {
    const room = await roomOf('full')
    const change = `{"look":${'['.repeat(40_000)}${']'.repeat(40_000)}}`
    const fields = { act: 'change', version: '1', change }

    expect((await send(`/operate/rooms/${room}`, fields, { role: 'operator' })).status).toBe(400)
    const body = `{"version":1,"change":${change.slice(0, 20_000)}${']'.repeat(19_992)}}}`
    const headers = { ...bearer(OPERATOR_KEY), 'Content-Type': 'application/json' }
    const path = `/operate/api/rooms/${room}`
    expect((await ask(path, { method: 'PATCH', headers, body })).status).toBe(400)
  })

  test('takes no key that the interface would not take', async () => {
    const room = await roomOf('full')
    const by = { role: 'operator' } as const
    for (const key of ['a b', 'k'.repeat(65), '한']) {
      const answer = await send(`/operate/rooms/${room}`, { act: 'pause', key }, by)
      expect([key, answer.status]).toEqual([key, 400])
    }
    expect((await viewOf(room)).phase).toBe('open')
  })

  test('says what was done after a form of ours, and not to whoever follows a link', async () => {
    const room = await roomOf('full')
    const done = say('sale.done', { act: say('sale.act.close') })
    const page = `/operate/rooms/${room}?done=close`
    const from = async (site: string) =>
      (await show(page, 'operator', { 'Sec-Fetch-Site': site })).text()

    expect(await from('same-origin')).toContain(done)
    for (const site of ['none', 'cross-site', 'same-site']) {
      expect(await from(site)).not.toContain(done)
    }
  })

  test('that was not answered may have been done, and is said again by the same key', async () => {
    const room = await roomOf('full')
    const by = { role: 'operator' } as const
    const fields = { act: 'admit', count: '3', key: 'one-word', sure: 'yes' }
    await fillDisk(roomStub(env, room))

    const lost = await send(`/operate/rooms/${room}`, fields, by)
    const html = await lost.text()

    expect([lost.status, lost.headers.get('Retry-After')]).toEqual([503, '2'])
    expect(html).toContain(say('sale.refused.lost'))
    expect(html).not.toContain(say('sale.refused'))
    expect(hiddenIn(html)).toMatchObject({ act: 'admit', count: '3', key: 'one-word' })

    await freeDisk(roomStub(env, room))
    const again = { ...hiddenIn(html), sure: 'yes' }
    for (const status of [303, 303]) {
      expect((await send(`/operate/rooms/${room}`, again, by)).status).toBe(status)
    }
    expect((await logOf(room)).filter(({ act }) => act === 'admit')).toHaveLength(1)
  })

  test('that was only tried and not answered is answered as everywhere', async () => {
    const room = await roomOf('full')
    await runInDurableObject(roomStub(env, room), (object) => {
      vi.spyOn(object, 'act').mockImplementation(() => {
        throw new Error('a test')
      })
    })

    const fields = { act: 'admit', count: '3' }
    const answer = await send(`/operate/rooms/${room}`, fields, { role: 'operator' })

    expect(answer.status).toBe(503)
    expect(await answer.text()).not.toContain(say('sale.refused.lost'))
  })
})

/** A fan who was let in, by the id of their session. */
async function sessionIn(room: string): Promise<string> {
  const { token } = await joined(room)
  await steer(room, { cap: 1 })
  await offered(room, token)
  return (await read(await post(`/rooms/${room}/claim`, token), claimAnswer)).session.sessionId
}

describe('ending one session', () => {
  const by = { role: 'operator' } as const
  test('says whose it is, asks once, and says the second time that it was over', async () => {
    const room = await roomOf('full')
    const sessionId = await sessionIn(room)
    const fields = { act: 'end-session', how: 'revoke', sessionId }
    const tried = await send(`/operate/rooms/${room}`, fields, by)
    const html = await tried.text()
    expect(tried.status).toBe(200)
    expect(html).toContain(say('sale.session.would', { lane: 'general', n: '0' }))
    expect(html).toContain(`<strong>${say('sale.session.revoke')}</strong>`)
    expect((await logOf(room)).map(({ act }) => act)).not.toContain('revoke')

    const sure = { act: 'end-session', ...hiddenIn(html), sure: 'yes' }
    const done = await send(`/operate/rooms/${room}`, sure, by)
    expect(done.headers.get('Location')).toBe(`/operate/rooms/${room}?lang=en&done=end-session`)
    expect((await logOf(room))[0]).toMatchObject({
      act: 'revoke',
      changes: [{ field: 'session', before: sessionId }],
    })

    const again = await send(`/operate/rooms/${room}`, sure, by)
    const told = await (await show(again.headers.get('Location') ?? '', 'operator')).text()
    expect(told).toContain(say('sale.session.over'))
  })

  test('by the other word is in the log as a release', async () => {
    const room = await roomOf('full')
    const sessionId = await sessionIn(room)
    const asked = { act: 'end-session', how: 'release', sessionId }
    const html = await (await send(`/operate/rooms/${room}`, asked, by)).text()
    expect(html).toContain(`<strong>${say('sale.session.release')}</strong>`)
    const fields = { ...hiddenIn(html), sure: 'yes' }

    expect((await send(`/operate/rooms/${room}`, fields, by)).status).toBe(303)
    expect((await logOf(room))[0]).toMatchObject({ act: 'release' })
  })

  test('whose end was not answered may be over, and is said again', async () => {
    const room = await roomOf('full')
    const sessionId = await sessionIn(room)
    const { epoch = '', lane = '' } = readSessionId(sessionId) ?? {}
    const segment = segmentStub(env, { room, epoch, lane, index: 0 })
    await fillDisk(segment)

    const fields = { act: 'end-session', how: 'revoke', sessionId, sure: 'yes' }
    const lost = await send(`/operate/rooms/${room}`, fields, by)
    const html = await lost.text()

    expect(lost.status).toBe(503)
    expect(html).toContain(say('sale.refused.lost'))
    expect((await logOf(room))[0]).toMatchObject({ act: 'revoke' })

    await freeDisk(segment)
    const again = { ...hiddenIn(html), sure: 'yes' }
    expect((await send(`/operate/rooms/${room}`, again, by)).status).toBe(303)
  })

  test('tells an id that is none from one that is of no session here', async () => {
    const room = await roomOf('full')
    const fields = { act: 'end-session', sure: 'yes' }
    const none = await send(`/operate/rooms/${room}`, { ...fields, sessionId: 'hers' }, by)
    const unknown = { ...fields, sessionId: 'another-epoch.general.1.1' }
    const elsewhere = await send(`/operate/rooms/${room}`, unknown, by)

    expect([none.status, elsewhere.status]).toEqual([400, 400])
    expect(await none.text()).toContain('sessionId: ')
    expect(await elsewhere.text()).toContain('There is no such session in this room')
    expect((await logOf(room)).map(({ act }) => act)).not.toContain('revoke')
  })

  test('is no viewer’s', async () => {
    const room = await roomOf('full')
    const fields = { act: 'end-session', sure: 'yes', sessionId: await sessionIn(room) }

    expect((await send(`/operate/rooms/${room}`, fields, { role: 'viewer' })).status).toBe(403)
  })
})

test('a sale that is to open says when, and one that is open does not', async () => {
  const [early, open] = [await roomOf('early'), await roomOf('full')]

  const html = await (await show(`/operate/rooms/${early}`, 'viewer')).text()
  const running = await (await show(`/operate/rooms/${open}`, 'viewer')).text()

  expect(html).toContain(say('sale.until.open'))
  expect(html).toContain('10/2/96, 16:06:40')
  expect(running).not.toContain('data-fact="next"')
})

test('a room that is not there is said to be none, and one beside it is watched all the same', async () => {
  const room = await roomOf('full')

  expect((await show('/operate/rooms/nowhere', 'viewer')).status).toBe(404)
  const html = await (await show(`/operate/watch?rooms=nowhere,${room}`, 'viewer')).text()
  expect(html).toContain(say('console.watch.absent', { room: 'nowhere' }))
  expect(html).toContain(`data-sale="${room}"`)
})

/** The page of a rehearsal as the server makes it: the form, and the command for who has no script. */
import { beforeAll, expect, test } from 'vitest'
import { roomOf } from '../fixtures.ts'
import { testEntry } from '../test-rooms.ts'
import { pageOf, plain, say, show, showTo } from './console-fixtures.ts'

const { cap, ratePerSecond } = testEntry('full').settings
let room: string
let path: string

beforeAll(async () => {
  room = await roomOf('full')
  path = `/operate/rooms/${room}/rehearse`
})

function commandIn(html: string): string {
  return plain(/id="rehearse-command"[^>]*>([^<]*)</.exec(html)?.[1] ?? '').trim()
}

test('a viewer may rehearse, and who is not signed in is asked to be', async () => {
  expect((await show(path, 'viewer')).status).toBe(200)
  expect((await showTo(undefined, path)).status).toBe(401)
})

test('it says which settings are rehearsed, and is there as a tab of the room', async () => {
  const html = await pageOf(path, 'viewer')

  expect(html).toContain(`cap ${cap}, rate ${ratePerSecond}/s`)
  expect(html).toContain(`href="${path}?lang=en" aria-current="page"`)
  expect(await pageOf(`/operate/rooms/${room}`, 'viewer')).toContain(`href="${path}?lang=en"`)
})

test('of a room in which nobody waits it says that a line is played all the same', async () => {
  const html = await pageOf(`/operate/rooms/${await roomOf('pass')}/rehearse`, 'viewer')

  expect(html).toContain(say('rehearse.mode.pass'))
  expect(await pageOf(path, 'viewer')).not.toContain('data-mode')
})

test('its script is fetched here and on no other page', async () => {
  expect(await pageOf(path, 'viewer')).toContain('scripts/console-rehearse.en.js')
  expect(await pageOf(`/operate/rooms/${room}/log`, 'viewer')).not.toContain('console-rehearse')
})

test('the script is told nothing of the room but what its form begins with', async () => {
  const html = await pageOf(path, 'viewer')
  const told: unknown = JSON.parse(plain(/data-room="([^"]*)"/.exec(html)?.[1] ?? ''))

  expect(Object.keys(Object(told)).toSorted()).toEqual(['id', 'settings'])
})

test('without a script the form is answered with the command that does the same', async () => {
  const typed = 'fans=3000&within=60&shopping=45&no-show=12.5&seed=4'

  const html = await pageOf(`${path}?${typed}`, 'viewer')

  expect(html).toContain(`<noscript><p class="note">${say('rehearse.plain')}`)
  expect(commandIn(html)).toBe(
    `admit-one rehearse ${room} --fans 3000 --within 60 --shopping 45 --no-show 12.5 --seed 4`,
  )
  expect(html).toContain('value="3000"')
})

test('what cannot be is 400, and said beside its field', async () => {
  const answer = await show(`${path}?within=0`, 'viewer')
  const html = await answer.text()

  expect(answer.status).toBe(400)
  expect(html).toMatch(/aria-describedby="rehearse-within-wrong rehearse-within-hint"/)
  expect(html).toContain(say('rehearse.wrong.whole', { low: '1', high: '86,400' }))
})

/** What an operator does by the console beside steering: one session, the settings, the record, the end. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { speak } from '../edge/web/messages.ts'
import {
  askFor,
  dialog,
  lanes,
  startConsole,
  unfolded,
  type LiveConsole,
} from './live-page/live-console.ts'
import { RoomClient } from './room-client.ts'

const say = speak('en')

let live: LiveConsole

beforeAll(async () => {
  live = await startConsole(['ended', 'chosen', 'followed', 'edited', 'removed'])
})

afterAll(() => live?.stop())

test('one session is ended by its id, and it is said when it was over already', async (context) => {
  const page = await live.open('/operate/rooms/ended', context)
  await askFor(page, 'cap', 'settings.cap', '5')
  await page.locator(`${dialog} button[name=sure]`).click()
  const { sessionId } = await new RoomClient(live.product.url, 'ended').enter()
  const said = page.locator('#done')
  await askFor(page, 'end-session', 'sessionId', 'hers')
  expect(await page.locator('form[data-deed=end-session] .wrong').count()).toBe(1)

  for (const kind of ['sale.done', 'sale.session.over'] as const) {
    await askFor(page, 'end-session', 'sessionId', sessionId)
    await page.locator(dialog).filter({ hasText: sessionId }).waitFor()
    await page.locator(`${dialog} button[name=sure]`).click()
    await said.filter({ hasText: say(kind, { act: say('sale.act.end-session') }) }).waitFor()
  }
  const { entries } = await live.owner.ask('audit', { room: 'ended' })
  expect(entries.map(({ act }) => act)).toContain('revoke')
})

test('the word that was chosen for it stays chosen when the sale changes', async (context) => {
  const page = await live.open('/operate/rooms/chosen', context)
  await page.evaluate(unfolded)
  const form = page.locator('form[data-deed=end-session]')
  await form.locator('[name=how]').selectOption('release')
  await page.evaluate('document.activeElement.blur()')

  const fresh = page.waitForResponse((answer) => answer.url().includes('/operate/rooms/chosen?'))
  await live.owner.ask('pause', { room: 'chosen' })
  await page.locator('[data-phase=paused]').first().waitFor()
  await (await fresh).finished()
  // Time in which the forms would have been made anew.
  await page.waitForTimeout(500)

  expect(await form.locator('[name=how]').inputValue()).toBe('release')
  await askFor(page, 'end-session', 'sessionId', 'e.general.1.1')
  await page
    .locator(dialog)
    .filter({ hasText: say('sale.session.release') })
    .waitFor()
})

test('what one operator changes one after the other is never somebody else’s', async (context) => {
  const page = await live.open('/operate/rooms/followed', context)
  const change = async (deed: string, field: string, value: string) => {
    await askFor(page, deed, field, value)
    await page.locator(`${dialog} button[name=sure]`).click()
    await page.locator(dialog).waitFor({ state: 'hidden' })
  }
  await change('cap', 'settings.cap', '5')
  await change('rate', 'settings.ratePerSecond', '2')

  // Other fields than before, while somebody fills one in: they come once that is done.
  const lanesForm = page.locator('form[data-deed=lanes]')
  await page.locator('form[data-deed=cap] input[type=number]').focus()
  await live.owner.ask('changeRoom', {
    room: 'followed',
    body: { version: 3, change: { settings: { lanes: [{ id: 'general', sharePercent: 70 }] } } },
  })
  await page.waitForTimeout(4_000)
  expect(await lanesForm.count()).toBe(1)
  await change('cap', 'settings.cap', '6')
  await expect.poll(() => lanesForm.count(), { timeout: 10_000 }).toBe(0)

  const { entry } = await live.owner.ask('readRoom', { room: 'followed' })
  expect(entry.settings).toMatchObject({ cap: 6, ratePerSecond: 2 })
})

test('a sale that is opened from here has the forms of an open one at once', async (context) => {
  const { entry } = await live.owner.ask('readRoom', { room: 'chosen' })
  const settings = { ...entry.settings, schedule: { openAtMs: Date.now() + 3_600_000 } }
  await live.owner.ask('createRoom', { body: { ...entry, id: 'early', settings } })
  const page = await live.open('/operate/rooms/early', context)
  await page.evaluate(unfolded)
  expect(await page.locator('form[data-deed=admit]').count()).toBe(0)

  await page.locator('form[data-deed=open] button').click()
  await page.locator(`${dialog} button[name=sure]`).click()

  await page.locator('form[data-deed=admit]').waitFor({ timeout: 10_000 })
  expect(await page.locator('form[data-deed=open]').count()).toBe(0)
})

describe('what a room is', () => {
  test('is edited in a form by keyboard alone, and only what was edited is changed', async (context) => {
    const page = await live.open('/operate/rooms/edited/settings', context)
    await page.locator('[name="settings.cap"]').focus()
    await page.keyboard.press('Control+A')
    await page.keyboard.type('many')
    await page.keyboard.type('7')
    await page.locator('[name="settings.lanes.0.sharePercent"]').fill('95')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByRole('link').press('Enter')
    expect(page.url()).toContain('#room-settings-lanes')
    expect(await page.locator('[name="settings.cap"]').inputValue()).toBe('7')

    await page.locator('[name="settings.lanes.0.sharePercent"]').fill('60')
    await page.keyboard.press('Enter')
    await page.locator('button[name=sure]').press('Enter')

    await page
      .locator('#done')
      .filter({ hasText: say('sale.act.change') })
      .waitFor()
    const { entry, version } = await live.owner.ask('readRoom', { room: 'edited' })
    expect([entry.settings.cap, entry.settings.lanes, version]).toEqual([7, lanes, 2])
  })

  test('is taken home as a file, and removed by two steps', async (context) => {
    const page = await live.open('/operate/rooms/removed', context, { role: 'owner' })
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('a[href*="/record.csv"]').click(),
    ])
    expect(file.suggestedFilename()).toBe('removed-record.csv')
    expect(readFileSync(await file.path(), 'utf8')).toMatch(/^part,at_ms,/)

    await page.goto(`${live.product.url}/operate/rooms/removed/settings?lang=en`)
    await page.locator('a[href*="/remove?"]').click()
    await page.locator('.panel button').click()

    await page.locator('.done').filter({ hasText: 'removed' }).waitFor()
    const { rooms } = await live.owner.ask('listRooms', { query: { search: 'removed' } })
    expect(rooms).toEqual([])
  })
})

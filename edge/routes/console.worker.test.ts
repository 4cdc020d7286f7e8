/** The list of rooms, where the console begins. */
import { expect, test } from 'vitest'
import { roomOf } from '../fixtures.ts'
import { pageOf, say, show } from './console-fixtures.ts'

test('the list is searched, and goes on from page to page', async () => {
  const room = await roomOf('quiet')
  const found = await (await show(`/operate?search=${room}`, 'viewer')).text()
  const none = await (await show('/operate?search=nothing-of-the-kind', 'viewer')).text()

  expect(found).toContain(`/operate/rooms/${room}?lang=en`)
  expect(none).toContain(say('console.search.none'))
})

test('a room that is there is not said to be removed, whatever a link says', async () => {
  const room = await roomOf('quiet')

  for (const named of [room, 'never-was']) {
    const html = await pageOf(`/operate?removed=${named}`, 'owner')
    expect(html).not.toContain(say('console.removed.log'))
  }
})

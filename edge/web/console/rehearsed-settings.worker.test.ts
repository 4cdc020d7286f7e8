import { html } from 'hono/html'
import { expect, test } from 'vitest'
import { roomView } from '../../../core/operate/room-answers.ts'
import { testEntry } from '../../test-rooms.ts'
import { speak } from '../messages.ts'
import { RehearsedSettings } from './rehearsed-settings.tsx'

async function shown(kind: 'following' | 'pass' | 'full', ratePerSecond: number): Promise<string> {
  const entry = testEntry(kind)
  const view = roomView.parse({ entry, ratePerSecond, phase: 'open', version: 4, changedAtMs: 1 })
  const drawn = await html`${RehearsedSettings({ view, say: speak('en'), language: 'en' })}`
  return drawn.toString()
}

test('the rate is the one of now, wherever the shop has moved it', async () => {
  const html = await shown('following', 7)

  expect(html).toContain('cap 0, rate 7/s. Version 4')
  expect(html).not.toContain('20/s')
})

test('of a room in which nobody waits it says that a line is played all the same', async () => {
  expect(await shown('pass', 1)).toContain('This room lets everybody through (mode pass).')
  expect(await shown('full', 1)).not.toContain('mode')
})

import { expect, test } from 'vitest'
import { roomEntry, type RoomEntry } from '../../core/queue/room/entry.ts'
import type { RoomLook } from '../../core/queue/room/look.ts'
import { testEntry } from '../test-rooms.ts'
import { lookHref, lookStyle } from './look-style.ts'

const light = { desk: '#dfe7f0', paper: '#fafcff', ink: '#16202E', accent: '#1D5A8C' }
const dark = { desk: '#0a101c', paper: '#131c2c', ink: '#e8eef8', accent: '#8fc7ff' }

function entryWith(look?: RoomLook): RoomEntry {
  return roomEntry.parse({ ...testEntry('small'), id: 'demo', ...(look !== undefined && { look }) })
}

function cssOf(look: RoomLook): string {
  return lookStyle(entryWith(look))?.css ?? ''
}

test('colours are the properties of tokens.css, in the mode they are given for', () => {
  expect(cssOf({ light })).toBe(`@media (prefers-color-scheme: light) and (forced-colors: none) {
  :root {
    color-scheme: light;
    --desk: #dfe7f0;
    --paper: #fafcff;
    --ink: #16202e;
    --ink-soft: #565e69;
    --rule: #ccd0d5;
    --stamp: #1d5a8c;
    --stamp-wash: #dbe5ef;
    --shade: rgb(22 32 46 / 0.16);
  }
}
`)
})

test('both modes are two rules, and one alone leaves the other to our own colours', () => {
  expect(cssOf({ light, dark })).toBe(cssOf({ light }) + cssOf({ dark }))
  expect(cssOf({ dark })).toMatch(/^@media \(prefers-color-scheme: dark\) and/)
  expect(cssOf({ dark })).not.toContain('prefers-color-scheme: light')
})

test('bright on dark is dark by day too: controls and shadows go with the paper', () => {
  expect(cssOf({ light: dark })).toMatch(/light\) and .*\n  :root \{\n    color-scheme: dark;/)
  expect(cssOf({ light: dark })).toContain('--shade: rgb(0 0 0 / 0.45);')
})

test('nothing is said under forced colours', () => {
  const rules = cssOf({ light, dark }).match(/^@media .*$/gm)

  expect(rules).toHaveLength(2)
  for (const rule of rules ?? []) expect(rule).toContain('(forced-colors: none)')
})

test('a room without colours of its own has no sheet and no address of one', () => {
  const bare = [undefined, {}, { note: { en: 'Doors at seven' } }].map(entryWith)

  expect(bare.map(lookStyle)).toEqual([undefined, undefined, undefined])
  expect(bare.map(lookHref)).toEqual([undefined, undefined, undefined])
})

test('the address changes with what is in the sheet, and with nothing else', () => {
  const href = lookHref(entryWith({ light }))

  expect(href).toMatch(/^\/rooms\/demo\/look\.css\?v=[0-9a-f]{16}$/)
  expect(lookHref(entryWith({ light, note: { en: 'Doors at seven' } }))).toBe(href)
  expect(lookHref(entryWith({ light: { ...light, accent: '#1d5a8d' } }))).not.toBe(href)
  expect(lookHref(entryWith({ dark: light }))).not.toBe(href)
})

test('what is no colour reaches no sheet, even past the settings’ check', () => {
  const entry = entryWith({ light })
  const breaking = { ...light, ink: '#16202e; } body { display: none' }

  expect(() => lookStyle({ ...entry, look: { light: breaking } })).toThrow('should not happen')
})

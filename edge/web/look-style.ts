/**
 * A room's own colours as a stylesheet: the custom properties of tokens.css, set anew. A page links
 * it after that file. Under forced colours it says nothing, and neither where a browser is too old
 * to know of them: the page is in our colours there, which follow the reader's.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { hexOf } from '../../core/look/colour.ts'
import type { Colours } from '../../core/look/legible.ts'
import { wornOf } from '../../core/look/worn.ts'
import type { RoomEntry } from '../../core/queue/room/entry.ts'

/** What is in the sheet, and the hash of it that is in its address. */
export type LookStyle = { readonly css: string; readonly version: string }

const VERSION_CHARS = 16

/** Of each look, made once: rooms are read once in an isolate's life, and shown to every fan. */
const made = new WeakMap<object, LookStyle>()

/** Undefined where a room has no colours of its own. */
export function lookStyle({ look }: RoomEntry): LookStyle | undefined {
  if (look?.light === undefined && look?.dark === undefined) return undefined
  const known = made.get(look)
  if (known !== undefined) return known
  const css = sheetOf('light', look.light) + sheetOf('dark', look.dark)
  const version = bytesToHex(sha256(utf8ToBytes(css))).slice(0, VERSION_CHARS)
  const style = { css, version }
  made.set(look, style)
  return style
}

/** Where a room's page finds its colours, if it has some. Another sheet has another address. */
export function lookHref(entry: RoomEntry): string | undefined {
  const style = lookStyle(entry)
  return style && `/rooms/${entry.id}/look.css?v=${style.version}`
}

/** Every value is written from what was parsed: nothing of the settings' text reaches the sheet. */
function sheetOf(mode: 'light' | 'dark', colours: Colours | undefined): string {
  if (colours === undefined) return ''
  const worn = wornOf(colours)
  const { red, green, blue } = worn.ink
  return `@media (prefers-color-scheme: ${mode}) and (forced-colors: none) {
  :root {
    color-scheme: ${worn.isDark ? 'dark' : 'light'};
    --desk: ${hexOf(worn.desk)};
    --paper: ${hexOf(worn.paper)};
    --ink: ${hexOf(worn.ink)};
    --ink-soft: ${hexOf(worn.inkSoft)};
    --rule: ${hexOf(worn.rule)};
    --stamp: ${hexOf(worn.stamp)};
    --stamp-wash: ${hexOf(worn.stampWash)};
    --shade: ${worn.isDark ? 'rgb(0 0 0 / 0.45)' : `rgb(${red} ${green} ${blue} / 0.16)`};
  }
}
`
}

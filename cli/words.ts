/** Figures as people read them. */
import type { Change } from '../core/operate/change.ts'
import type { Outlook } from '../core/operate/outlook.ts'
import type { DoneAnswer } from '../core/operate/room-answers.ts'
import { printableJson } from '../core/printable.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

export function lasting(ms: number): string {
  if (ms < 10 * SECOND) return `${(ms / SECOND).toFixed(1)} s`
  if (ms < 2 * MINUTE) return `${Math.round(ms / SECOND)} s`
  if (ms < 2 * HOUR) return `${Math.round(ms / MINUTE)} min`
  const minutes = Math.round(ms / MINUTE)
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

export function grouped(value: number): string {
  return value.toLocaleString('en')
}

/** What a person reads is in Korean time. */
export function instant(ms: number): string {
  return `${new Date(ms).toLocaleString('sv-SE', { timeZone: 'Asia/Seoul' })} KST`
}

/** `the last fan then waits 41 min`, and what else a change does. */
export function effectText({ before, after }: DoneAnswer['effect']): string {
  const parts = [waitText(before, after)]
  if (after.phase === 'closed') return parts.join('; ')
  if (after.occupied > after.cap) {
    parts.push(`nobody new is let in until ${grouped(after.occupied - after.cap)} have left`)
  } else if (after.occupied === after.cap && after.waiting > 0) {
    parts.push('the shop is full: the next is called when somebody leaves')
  }
  return parts.join('; ')
}

function waitText(before: Outlook, after: Outlook): string {
  if (after.phase === 'closed') {
    if (before.phase === 'closed') return 'none: the sale is closed'
    return `${grouped(before.waiting)} fans who wait are sent away`
  }
  if (after.waiting === 0) return 'nobody waits'
  if (after.lastWait === undefined) {
    return `nobody is called, and ${grouped(after.waiting)} fans wait`
  }
  const was = before.lastWait === undefined ? '' : `, ${lasting(before.lastWait.ms)} before`
  const how = after.lastWait.assumed ? ' if every session lasts as long as it may' : ''
  return `the last of ${grouped(after.waiting)} fans then waits ${lasting(after.lastWait.ms)}${how}${was}`
}

export function changesText(changes: readonly Change[]): string {
  return changes
    .map(({ field, before, after }) => `  ${field}: ${valueText(before)} → ${valueText(after)}`)
    .join('\n')
}

function valueText(value: Change['before']): string {
  return value === undefined ? 'nothing' : printableJson(value)
}

/** Columns as wide as their widest cell; numbers end where their column does. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => wide(row[column] ?? ''))),
  )
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const pad = ' '.repeat(Math.max(0, (widths[column] ?? 0) - wide(cell)))
          return /^-?[\d.,]+( \w+)?$/.test(cell) ? `${pad}${cell}` : `${cell}${pad}`
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** A terminal draws Korean, Japanese and Chinese letters two columns wide. */
function wide(text: string): number {
  let columns = 0
  for (const letter of text) columns += /[ᄀ-ᅟ⺀-꓏가-힣豈-﫿︰-﹏＀-｠￠-￦]/u.test(letter) ? 2 : 1
  return columns
}

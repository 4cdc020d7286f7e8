/**
 * Counts, instants and waits as a person reads them. Clock times are those of Korea, where the
 * sale is, whatever the reader's own clock says; the page says so beside them.
 */
import type { RoomEntry } from '../../core/queue/room/entry.ts'
import type { NewsOnWire } from '../../core/protocol/news.ts'
import { languageNames, type Language } from './language.ts'
import type { Say } from './messages.ts'

const MINUTE_MS = 60_000
const HOUR_MINUTES = 60
const timeZone = 'Asia/Seoul'

export function countIn(language: Language, count: number): string {
  return new Intl.NumberFormat(languageNames[language].tag).format(count)
}

/** `20:03:12`, the same in every language. */
export function clockOf(atMs: number): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium' }).format(atMs)
}

/** `20:03`, where seconds say nothing. */
export function minuteOf(atMs: number): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' }).format(atMs)
}

/** The day besides, for what is not today. */
export function dayIn(language: Language, atMs: number): string {
  const { tag } = languageNames[language]
  return new Intl.DateTimeFormat(tag, {
    timeZone,
    dateStyle: 'long',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).format(atMs)
}

/** A range in whole minutes, never narrower than what was told: rounded down and up. */
export function waitIn(say: Say, wait: { lowMs: number; highMs: number } | undefined): string {
  if (wait === undefined) return say('room.wait.unknown')
  const low = Math.floor(wait.lowMs / MINUTE_MS)
  const high = Math.max(1, Math.ceil(wait.highMs / MINUTE_MS))
  if (low === 0) return say('room.wait.up-to', { time: minutesIn(say, high) })
  if (low === high) return say('room.wait.about', { time: minutesIn(say, low) })
  return say('room.wait.range', { low: minutesIn(say, low), high: minutesIn(say, high) })
}

function minutesIn(say: Say, minutes: number): string {
  if (minutes <= HOUR_MINUTES) return say('room.minutes', { m: String(minutes) })
  const h = String(Math.floor(minutes / HOUR_MINUTES))
  return say('room.hours', { h, m: String(minutes % HOUR_MINUTES) })
}

/** By the minute, or by the hour where that is less than one. */
export function rateIn(say: Say, language: Language, ratePerSecond: number): string {
  const perMinute = Math.round(ratePerSecond * 60)
  if (perMinute >= 1) return say('room.rate.minute', { n: countIn(language, perMinute) })
  return say('room.rate.hour', { n: countIn(language, Math.round(ratePerSecond * 3_600)) })
}

/** What the sale is called, in the reader's language where the seller has said it. */
export function titleIn(language: Language, { title, id }: RoomEntry): string {
  return inOneOf(title, language) ?? id
}

/** What the operator wrote, or what happened to the room. */
export function newsIn(say: Say, language: Language, { kind, text = {} }: NewsOnWire): string {
  if (kind !== 'message') return say(`room.news.${kind}`)
  return inOneOf(text, language) ?? ''
}

function inOneOf(texts: Record<string, string>, language: Language): string | undefined {
  return texts[language] ?? texts['en'] ?? texts['ko'] ?? Object.values(texts)[0]
}

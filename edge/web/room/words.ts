/**
 * Counts, instants and waits as a person reads them. Clock times are those of Korea, where the
 * sale is, whatever the reader's own clock says; the page says so beside them.
 */
import type { NewsOnWire } from '../../../core/protocol/news.ts'
import type { Language } from '../language.ts'
import type { Say } from '../messages.ts'
import type { RoomFacts } from '../room-view.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const HOUR_MINUTES = 60
const HOUR_SECONDS = 3_600
const DAY_SECONDS = 86_400
const timeZone = 'Asia/Seoul'

type Format = { format: (value: number) => string }

/** Making one takes a hundred times as long as using it, and a page that waits draws again and again. */
const formats = new Map<string, Format>()

function formatOf(name: string, make: () => Format): Format {
  const known = formats.get(name)
  if (known !== undefined) return known
  const made = make()
  formats.set(name, made)
  return made
}

const styles = {
  clock: { timeStyle: 'medium' },
  minute: { timeStyle: 'short' },
  date: { dateStyle: 'short' },
} as const

/** The same in every language. */
function korean(style: keyof typeof styles): Format {
  return formatOf(style, () => new Intl.DateTimeFormat('en-GB', { timeZone, ...styles[style] }))
}

export function countIn(language: Language, count: number): string {
  return formatOf(`count ${language}`, () => new Intl.NumberFormat(language)).format(count)
}

/** `238명`, and `약 238명` where it is an estimate. */
export function peopleIn(say: Say, language: Language, count: number, isEstimate = false): string {
  return say(isEstimate ? 'room.people.about' : 'room.people', { n: countIn(language, count) })
}

/** `20:03:12`, the same in every language. */
export function clockOf(atMs: number): string {
  return korean('clock').format(atMs)
}

/** `20:03`, where seconds say nothing. */
export function minuteOf(atMs: number): string {
  return korean('minute').format(atMs)
}

/** The day besides, for what is not today. */
export function dayIn(language: Language, atMs: number): string {
  const styles = { dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23' } as const
  const day = () => new Intl.DateTimeFormat(language, { timeZone, ...styles })
  return formatOf(`day ${language}`, day).format(atMs)
}

/** `20:03` where that is today, by the calendar of Korea; otherwise with its day. */
export function soonIn(language: Language, atMs: number, nowMs: number): string {
  const day = korean('date')
  return day.format(atMs) === day.format(nowMs) ? minuteOf(atMs) : dayIn(language, atMs)
}

/** What is left, as a clock that runs down: `4:05`, `1:04:05`, and days in words. Never below 0. */
export function leftIn(say: Say, leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / SECOND_MS))
  const minute = Math.floor((seconds % HOUR_SECONDS) / 60)
  const hour = Math.floor((seconds % DAY_SECONDS) / HOUR_SECONDS)
  const second = padded(seconds % 60)
  if (seconds < HOUR_SECONDS) return `${minute}:${second}`
  const clock = `${hour}:${padded(minute)}:${second}`
  if (seconds < DAY_SECONDS) return clock
  return say('room.days', { d: String(Math.floor(seconds / DAY_SECONDS)), clock })
}

function padded(n: number): string {
  return String(n).padStart(2, '0')
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
  const m = minutes % HOUR_MINUTES
  return m === 0 ? say('room.hours', { h }) : say('room.hours.minutes', { h, m: String(m) })
}

/** By the minute, or by the hour where that is less than one. */
export function rateIn(say: Say, language: Language, ratePerSecond: number): string {
  const perMinute = Math.round(ratePerSecond * 60)
  if (perMinute >= 1) return say('room.rate.minute', { n: countIn(language, perMinute) })
  return say('room.rate.hour', { n: countIn(language, Math.round(ratePerSecond * HOUR_SECONDS)) })
}

/** What the sale is called, in the reader's language where the seller has said it. */
export function titleIn(language: Language, { title, id }: RoomFacts): string {
  return inOneOf(title, language) ?? id
}

/** What the operator wrote, or what happened to the room. */
export function newsIn(say: Say, language: Language, { kind, text = {} }: NewsOnWire): string {
  if (kind !== 'message') return say(`room.news.${kind}`)
  return inOneOf(text, language) ?? ''
}

/** Between two sentences: some scripts leave the room for it in the full stop. */
export function spaceIn(language: Language): string {
  return language === 'ja' || language === 'zh' ? '' : ' '
}

/** The seller's words in the reader's language, or in one that was written. */
export function inOneOf(
  texts: Readonly<Record<string, string>>,
  language: Language,
): string | undefined {
  return texts[language] ?? texts['en'] ?? texts['ko'] ?? Object.values(texts)[0]
}

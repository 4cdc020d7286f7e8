/** Figures as an operator reads them. Counts and clock times are those of the fans' pages. */
import type { Language } from '../language.ts'
import type { Say } from '../messages.ts'
import { countIn } from '../room/words.ts'

const MINUTE_MS = 60_000
/** Below it seconds say more than a rounded minute. */
const SECONDS_UNTIL_MS = 2 * MINUTE_MS

export function durationIn(say: Say, ms: number): string {
  if (ms < SECONDS_UNTIL_MS) return say('sale.seconds', { s: String(Math.round(ms / 1_000)) })
  const minutes = Math.round(ms / MINUTE_MS)
  if (minutes < 60) return say('room.minutes', { m: String(minutes) })
  const [h, m] = [Math.floor(minutes / 60), minutes % 60]
  if (m === 0) return say('room.hours', { h: String(h) })
  return say('room.hours.minutes', { h: String(h), m: String(m) })
}

export function percentIn(language: Language, share: number): string {
  const style = { style: 'percent', maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(language, style).format(share)
}

/** By the second where that is a whole fan, and by the minute below. */
export function rateIn(say: Say, language: Language, perSecond: number): string {
  if (perSecond >= 1) {
    return say('sale.rate.second', { n: countIn(language, Math.round(perSecond * 10) / 10) })
  }
  return say('sale.rate.minute', { n: countIn(language, Math.round(perSecond * 600) / 10) })
}

/** What a sale is called: in the reader's language, or in one there is. */
export function titleIn(language: Language, title: Readonly<Record<string, string>>): string {
  return title[language] ?? title['ko'] ?? Object.values(title)[0] ?? ''
}

/** What a change in the log was from, or to. An instant is read as one. */
export function valueIn(language: Language, field: string, value: unknown): string {
  if (value === undefined) return '–'
  if (typeof value === 'number') {
    // A log may have an instant that no calendar has.
    const isInstant = field.endsWith('AtMs') && !Number.isNaN(new Date(value).getTime())
    return isInstant ? instantIn(language, value) : countIn(language, value)
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** `2026. 12. 1. 20:00:00`, by Korea's clock. */
export function instantIn(language: Language, atMs: number): string {
  const styles = { dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' } as const
  return new Intl.DateTimeFormat(language, { timeZone: 'Asia/Seoul', ...styles }).format(atMs)
}

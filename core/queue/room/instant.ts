/**
 * An instant of a schedule, as a program writes it (UTC milliseconds) or as a person does
 * (`2026-12-01T20:00:00+09:00`). The offset is not left out: a sale opens at eight in one place.
 * What lies beyond the year 9999 is meant as never, and is its end in Korea: no field of a page could
 * show it, and no calendar what lies further still.
 */
import { z } from 'zod'
import { because } from '../../reason.ts'

const TEXT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3}))?(?:Z|([+-])(\d\d):(\d\d))$/

/** `9999-12-31T23:59:59.999+09:00`. */
export const LAST_INSTANT_MS = 253_402_268_399_999

export const instantSchema = z
  .union(
    [
      z.int().positive(),
      z.iso.datetime({ offset: true }).transform(millisecondsOf).pipe(z.int().positive()),
    ],
    { error: because('not-an-instant') },
  )
  .transform((atMs) => Math.min(atMs, LAST_INSTANT_MS))
  .pipe(z.int().positive().max(LAST_INSTANT_MS))

/** By arithmetic alone: core has no clock, and so no `Date`. */
function millisecondsOf(text: string): number {
  const [, year, month, day, hour, minute, second, fraction = '', sign, hours, minutes] =
    TEXT.exec(text) ?? []
  const days = daysSince1970(Number(year), Number(month), Number(day))
  const offset = (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0))
  const minuteOfDay = Number(hour) * 60 + Number(minute) - offset
  return (
    (days * 1_440 + minuteOfDay) * 60_000 + Number(second) * 1_000 + Number(fraction.padEnd(3, '0'))
  )
}

/** Years are counted from March, so that a leap day is the last of its year. */
function daysSince1970(year: number, month: number, day: number): number {
  const march = month > 2 ? year : year - 1
  const era = Math.floor(march / 400)
  const yearOfEra = march - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

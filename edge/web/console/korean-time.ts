/** A field of date and time, which carries no zone: here it is always Korea's, and the page says so. */

const OFFSET_MS = 9 * 3_600_000
const FIELD_CHARS = 'yyyy-mm-ddThh:mm'.length

/** As such a field is filled: `2026-12-01T20:00`. */
export function fieldOf(atMs: number | undefined): string {
  if (atMs === undefined) return ''
  return new Date(atMs + OFFSET_MS).toISOString().slice(0, FIELD_CHARS)
}

/** As the interface takes an instant: with its seconds and its zone. */
export function instantOf(field: string): string {
  return `${field.length === FIELD_CHARS ? `${field}:00` : field}+09:00`
}

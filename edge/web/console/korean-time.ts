/** A field of date and time, which carries no zone: here it is always Korea's, and the page says so. */

const OFFSET_MS = 9 * 3_600_000
const FIELD_CHARS = 'yyyy-mm-ddThh:mm'.length

/** As such a field is filled: `2026-12-01T20:00`. It is empty for what a browser would empty. */
export function fieldOf(atMs: number | undefined): string {
  if (atMs === undefined) return ''
  const at = new Date(atMs + OFFSET_MS)
  const year = at.getUTCFullYear()
  return year >= 1 && year <= 9_999 ? at.toISOString().slice(0, FIELD_CHARS) : ''
}

/** As the interface takes an instant: with its seconds and its zone. */
export function instantOf(field: string): string {
  return `${field.length === FIELD_CHARS ? `${field}:00` : field}+09:00`
}

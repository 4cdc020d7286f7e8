/**
 * What somebody sent, as a terminal may show it: control characters move its cursor and clear it, and
 * formatting ones turn a line round. JSON escapes the oldest of them alone.
 */

/** Each is a mark in its place: a line that was tampered with is seen to be. */
export function printable(line: string): string {
  return line.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\u{fffd}')
}

/** The same JSON for whoever reads it as such. */
export function printableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replaceAll(/[\u007f-\u009f\p{Cf}]/gu, escaped)
}

/** Letters beyond the first plane are two units, and JSON escapes units. */
function escaped(letter: string): string {
  return letter
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}

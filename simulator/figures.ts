/** Numbers as a reader wants them: thousands apart, times in words, nothing where there is none. */

export const NOTHING = '–'

export function countText(value: number): string {
  if (!Number.isFinite(value)) return NOTHING
  return Math.round(value).toLocaleString('en-US')
}

/** Small numbers keep what makes them differ from none. */
export function decimalText(value: number): string {
  if (!Number.isFinite(value)) return NOTHING
  if (value >= 1_000) return countText(value)
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 })
}

export function shareText(share: number): string {
  if (!Number.isFinite(share)) return NOTHING
  const percent = share * 100
  if (percent > 0 && percent < 0.01) return 'under 0.01 %'
  return `${percent.toLocaleString('en-US', { maximumFractionDigits: percent < 1 ? 2 : 1 })} %`
}

/** The two largest units: 12 min 30 s, 3 h 5 min, 850 ms. */
export function durationText(ms: number): string {
  if (!Number.isFinite(ms)) return NOTHING
  if (ms < 0) return `−${durationText(-ms)}`
  if (ms < 1_000) return ms === 0 ? '0 s' : `${Math.round(ms)} ms`
  if (ms < 10_000) return `${(Math.floor(ms / 100) / 10).toFixed(1).replace(/\.0$/, '')} s`
  const seconds = Math.round(ms / 1_000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3_600) return twoUnits(seconds, 60, 'min', 's')
  const minutes = Math.round(seconds / 60)
  if (minutes < 1_440) return twoUnits(minutes, 60, 'h', 'min')
  return twoUnits(Math.round(minutes / 60), 24, 'd', 'h')
}

function twoUnits(smaller: number, inLarger: number, large: string, small: string): string {
  const rest = smaller % inLarger
  const larger = `${Math.floor(smaller / inLarger)} ${large}`
  return rest === 0 ? larger : `${larger} ${rest} ${small}`
}

export function bytesText(bytes: number): string {
  if (!Number.isFinite(bytes)) return NOTHING
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  return `${decimalText(bytes / 1_000 ** power)} ${units[power]}`
}

export function usdText(usd: number): string {
  if (!Number.isFinite(usd)) return NOTHING
  if (usd > 0 && usd < 0.01) return '<$0.01'
  return `$${usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
}

/** Text in lines of at most so many characters. A longer word keeps its line to itself. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`
    } else lines.push(word)
  }
  return lines
}

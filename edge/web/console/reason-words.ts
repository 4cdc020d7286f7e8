/** A reason of the interface in the words of whoever reads it. */
import { reasonOf } from '../../../core/reason.ts'
import type { Say } from '../messages.ts'

export type ToldReason = {
  readonly text: string
  /** Of what nobody has translated. */
  readonly lang?: 'en'
}

/** Beside a whole description a reason begins with the path of what it is about. */
const WITH_ITS_PATH = /^(?<path>[\w.-]+: )(?<rest>.+)$/s

export function reasonIn(say: Say, reason: string): ToldReason {
  const { path = '', rest = '' } = WITH_ITS_PATH.exec(reason)?.groups ?? {}
  const text = translated(say, reason)
  if (text !== undefined) return { text }
  const ofPath = translated(say, rest)
  return ofPath === undefined ? { text: reason, lang: 'en' } : { text: `${path}${ofPath}` }
}

function translated(say: Say, reason: string): string | undefined {
  const known = reasonOf(reason)
  if (known === undefined) return undefined
  const values = [...known.values].map(([name, value]) => [name, readable(name, value)])
  return say(`sale.reason.${known.code}`, Object.fromEntries(values))
}

/** What was named stays as it was written, also where a name is all digits. */
const names: readonly string[] = ['name', 'id', 'options']

/** Large counts in groups, as everywhere on these pages. */
function readable(name: string, value: string): string {
  if (names.includes(name) || !/^\d{4,15}$/.test(value)) return value
  return Number(value).toLocaleString('en')
}

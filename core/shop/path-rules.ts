/**
 * Which addresses of a shop are guarded. A shop's own server may read a path otherwise than we do
 * (decoded once more, without what follows a semicolon, with its dots resolved), so a path is
 * guarded if any of its readings is, and exempt only if all of them are.
 */
import { z } from 'zod'
import { because } from '../reason.ts'

/** `/exact`, `/below/*`, or `*.css`, whatever is before. */
export const pathRule = z
  .string()
  .max(200)
  .regex(/^(?:\/[^*?#%;\\\s]*\*?|\*\.[A-Za-z0-9]{1,10})$/, because('not-a-path'))
  .refine((rule) => !rule.startsWith('/') || !/\/\/|\/\.{1,2}(?:\/|$)/.test(rule), {
    error: because('path-with-dots'),
  })
  .refine((rule) => !rule.startsWith('/') || !rule.endsWith('*') || rule.endsWith('/*'), {
    error: because('star-within-a-part'),
  })

export type PathRules = {
  readonly paths: readonly string[]
  readonly exempt: readonly string[]
  readonly ignoreCase: boolean
}

/** `rawPath` as it came, still encoded, without its query. */
export function isGuarded(rules: PathRules, method: string, rawPath: string): boolean {
  const readings = readingsOf(rawPath, rules.ignoreCase)
  if (!readings.some((path) => matchesAny(rules.paths, path, rules.ignoreCase))) return false
  const isRead = method === 'GET' || method === 'HEAD'
  // An ending says what a file is, and a path that takes writes is none.
  const exempt = rules.exempt.filter((rule) => isRead || rule.startsWith('/'))
  return !readings.every((path) => matchesAny(exempt, path, rules.ignoreCase))
}

/** Whether the shop has this address at all, where it shares its host with others. */
export function isListed(rules: PathRules, rawPath: string): boolean {
  const readings = readingsOf(rawPath, rules.ignoreCase)
  const all = [...rules.paths, ...rules.exempt.filter((rule) => rule.startsWith('/'))]
  return readings.every((path) => matchesAny(all, path, rules.ignoreCase))
}

function matchesAny(rules: readonly string[], path: string, ignoreCase: boolean): boolean {
  return rules.some((rule) => matches(ignoreCase ? rule.toLowerCase() : rule, path))
}

function matches(rule: string, path: string): boolean {
  if (rule.startsWith('*')) return path.endsWith(rule.slice(1))
  if (!rule.endsWith('/*')) return path === rule || path === `${rule}/`
  const folder = rule.slice(0, -2)
  return path === folder || path.startsWith(`${folder}/`)
}

const READINGS_MAX = 3

/** As it came, and as it is after each decoding that still changes it. */
function readingsOf(rawPath: string, ignoreCase: boolean): string[] {
  const readings = new Set<string>()
  let path = rawPath
  for (let time = 0; time < READINGS_MAX; time += 1) {
    readings.add(path)
    readings.add(plain(path))
    const decodedPath = decoded(path)
    if (decodedPath === path) break
    path = decodedPath
  }
  return [...readings].map((reading) => (ignoreCase ? reading.toLowerCase() : reading))
}

/** Without a query that was hidden, parameters of its parts, empty parts and dots; `\` is `/` to some. */
function plain(path: string): string {
  const parts: string[] = []
  const [whole = ''] = path.split(/[?#]/)
  for (const part of whole.replaceAll('\\', '/').split('/')) {
    const [name = ''] = part.split(';')
    if (name === '' || name === '.') continue
    if (name === '..') parts.pop()
    else parts.push(name)
  }
  const end = path.endsWith('/') && parts.length > 0 ? '/' : ''
  return `/${parts.join('/')}${end}`
}

/** Every escape that is one; what is none stays as it is. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path.replace(/%([0-7][0-9a-fA-F])/g, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    )
  }
}

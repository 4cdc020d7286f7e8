/**
 * What docs/PROTOCOL.md must say, line for line: rules, messages, routes, refusals, close codes.
 * The page has words of its own around them; a test holds these against it.
 */
import { fieldsOf, typeOf } from './fields.ts'
import { messageGroups } from './messages.ts'
import type { Message } from './message.ts'
import { problems } from './problems.ts'
import type { Route } from './route.ts'
import { routeGroups, ROOMS } from './routes.ts'
import { ruleGroups } from './rules.ts'
import { jsonSchemas } from './schemas.ts'
import { closes } from './socket-messages.ts'

/** Under each heading, the lines: paragraphs for rules, cells for tables. */
type Section = { readonly heading: string; readonly lines: readonly string[] }

export function ruleSections(): Section[] {
  return ruleGroups.map(({ title, rules }) => ({
    heading: title,
    lines: Object.entries(rules).map(([id, { title, text }]) => `**${id}. ${title}** ${text}`),
  }))
}

export function messageSections(): Section[] {
  return messageGroups.map(({ title, messages }) => ({
    heading: `Messages: ${lowerFirst(title)}`,
    lines: Object.entries<Message>(messages).flatMap(([id, message]) => messageRows(id, message)),
  }))
}

function messageRows(id: string, { what, fields }: Message): string[] {
  const schema = jsonSchemas()[id] ?? {}
  const head = row([`**${id}**`, '', code(typeOf(schema)), what])
  const rows = fieldsOf(schema).map(({ path, type, isOptional }) =>
    row(['', code(path), `${code(type)}${isOptional ? ', if any' : ''}`, fields[path] ?? '']),
  )
  return [head, ...rows]
}

export function routeSections(): Section[] {
  return routeGroups.map(({ title, routes }) => ({
    heading: `Routes: ${lowerFirst(title)}`,
    lines: routes.map((route) => routeRow(route)),
  }))
}

function routeRow({ method, path, what, asker, body, answers }: Route): string {
  const outcomes = answers.map(({ status, message, media }) => {
    const of = message ?? media
    return of === undefined ? String(status) : `${status} ${code(of)}`
  })
  return row([
    code(`${method.toUpperCase()} ${ROOMS}${path}`),
    askers[asker],
    body === undefined ? '' : code(body),
    outcomes.join(', '),
    what,
  ])
}

export const askers: Readonly<Record<Route['asker'], string>> = {
  anybody: 'anybody',
  holder: 'who holds a place',
  'anybody-or-holder': 'anybody; a place is heeded',
  service: 'the shop’s server',
}

export function refusalSections(): Section[] {
  const lines = problems.map(({ code: name, status, step, what }) =>
    row([code(name), String(status ?? ''), step === undefined ? '' : code(step), what]),
  )
  return [
    { heading: 'Refusals', lines },
    { heading: 'Close codes', lines: closes.map(({ code, what }) => row([String(code), what])) },
  ]
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`.replaceAll(/ +/g, ' ')
}

function code(text: string): string {
  return `\`${text}\``
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

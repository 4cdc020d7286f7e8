import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { RoomInput } from '../cli/apply-rooms.ts'
import { parsedEntry } from '../core/operate/described.ts'
import type { RoomEntry } from '../core/queue/room/entry.ts'
import { LaunchProblem, systemCode } from './problem.ts'

const ROOMS_MAX = 1_000

/** A room as the file says it, to be brought about, and with every default in place. */
export type FileRoom = { readonly input: RoomInput; readonly entry: RoomEntry }

const roomsFile = z
  .strictObject({ rooms: z.array(z.looseObject({ id: z.string() })).max(ROOMS_MAX) })
  .refine(({ rooms }) => new Set(rooms.map(({ id }) => id)).size === rooms.length, {
    path: ['rooms'],
    error: 'two rooms have one id',
  })

/**
 * Where a room says `{PORT}` the number of that port stands: a demo's shop is where it was started.
 * What is in braces and no port stays as it is.
 */
function withPorts(value: unknown, ports: Readonly<Record<string, number>>): unknown {
  const text = JSON.stringify(value).replaceAll(/\{([A-Z_]+)\}/g, (all, name: string) =>
    String(ports[name] ?? all),
  )
  const read: unknown = JSON.parse(text)
  return read
}

/** The rooms of a file, checked; or a sentence on what is wrong. */
export function readRooms(file: string, ports: Readonly<Record<string, number>> = {}): FileRoom[] {
  const parsed = roomsFile.safeParse(withPorts(parseJson(file), ports))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw wrong(file, issue?.path ?? [], issue?.message ?? 'it is not a list of rooms')
  }
  return parsed.data.rooms.map((input, index) => {
    const read = parsedEntry(input, undefined, Date.now())
    if (read.kind === 'entry') return { input, entry: read.entry }
    const path = read.field === 'body' ? [] : read.field.split('.')
    throw wrong(file, ['rooms', index, ...path], read.reason)
  })
}

/** What stands in the file, whatever it is. */
function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    const code = systemCode(error)
    if (code === undefined && !(error instanceof SyntaxError)) throw error
    const what = code === undefined ? `is not JSON (${String(error)})` : `cannot be read (${code})`
    throw new LaunchProblem(`${file} ${what}: mend it, or set ROOMS_FILE to another file.`, {
      cause: error,
    })
  }
}

/** `rooms[0].settings.cap`, as one would write it. */
function wrong(file: string, path: readonly PropertyKey[], reason: string): LaunchProblem {
  const field = path
    .map((part) => (/^\d+$/.test(String(part)) ? `[${String(part)}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
  const where = field === '' ? '' : ` in ${field}`
  return new LaunchProblem(`${file} is wrong${where}: ${reason}.`)
}

import { readFileSync } from 'node:fs'
import { roomEntries, type RoomEntry } from '../core/queue/room/entry.ts'
import { LaunchProblem, systemCode } from './problem.ts'

/** A variable of a process is of 128 KiB at most on Linux; wrangler hands the rooms on as one. */
const ROOMS_MAX_BYTES = 120_000

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

/** The rooms of a file, checked and with every default in place; or a sentence on what is wrong. */
export function readRooms(file: string, ports: Readonly<Record<string, number>> = {}): RoomEntry[] {
  const parsed = roomEntries.safeParse(withPorts(parseJson(file), ports))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw wrong(file, issue?.path ?? [], issue?.message ?? 'it is not a list of rooms')
  }
  const { rooms } = parsed.data
  const sizeBytes = Buffer.byteLength(JSON.stringify(rooms))
  if (sizeBytes <= ROOMS_MAX_BYTES) return rooms
  const reason = `${rooms.length} rooms are ${sizeBytes} bytes, and ${ROOMS_MAX_BYTES} is the most that can be served here`
  throw wrong(file, ['rooms'], reason)
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
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
  const where = field === '' ? '' : ` in ${field}`
  return new LaunchProblem(`${file} is wrong${where}: ${reason}.`)
}

/** Rooms: listed, described, made, changed as a whole, removed. */
import { resolve } from 'node:path'
import { z } from 'zod'
import type { AuditEntry } from '../../core/operate/audit.ts'
import type { RoomSummary } from '../../core/operate/room-answers.ts'
import { changeRequest } from '../../core/operate/requests.ts'
import { printableJson } from '../../core/printable.ts'
import { applyRooms, type RoomInput } from '../apply-rooms.ts'
import { change, named, steerOptions } from '../steer.ts'
import { LeftAlone, NotUnderstood, type Call, type Said, type Verb } from '../verb.ts'
import { changesText, grouped, instant, lasting, table } from '../words.ts'

async function listed(call: Call): Promise<Said> {
  const { search } = call.options
  const rooms: RoomSummary[] = []
  let after: string | undefined
  do {
    const query = {
      ...(after !== undefined && { after }),
      ...(typeof search === 'string' && { search }),
      limit: 500,
    }
    const page = await call.client.ask('listRooms', { query })
    rooms.push(...page.rooms)
    after = page.next
  } while (after !== undefined)
  const nowMs = call.around.nowMs()
  const head = ['room', 'phase', 'waiting', 'slots', 'cap', 'rate', 'as of', 'alarms']
  const rows = rooms.map((room) => [
    room.id,
    room.phase,
    grouped(room.waiting),
    grouped(room.occupied),
    grouped(room.cap),
    String(room.ratePerSecond),
    `${lasting(Math.max(0, nowMs - room.asOfMs))} ago`,
    room.alarms.join(', '),
  ])
  return { text: rooms.length === 0 ? 'There are no rooms.' : table([head, ...rows]), json: rooms }
}

const roomsFile = z.union([
  z.object({ rooms: z.array(z.looseObject({ id: z.string() })) }).transform(({ rooms }) => rooms),
  z.looseObject({ id: z.string() }).transform((room) => [room]),
])

function roomsIn(call: Call): readonly RoomInput[] {
  const path = named(call, 0, 'file')
  let value: unknown
  try {
    value = JSON.parse(call.around.read(path === '-' ? path : resolve(call.around.folder, path)))
  } catch (error) {
    const isJson = error instanceof SyntaxError
    throw new NotUnderstood(
      isJson ? `${path} is not JSON: ${error.message}.` : `${path} cannot be read.`,
    )
  }
  const parsed = roomsFile.safeParse(value)
  if (parsed.success) return parsed.data
  throw new NotUnderstood(`${path}: a room, or {"rooms": […]}, each with an id.`)
}

async function created(call: Call): Promise<Said> {
  const views = []
  for (const body of roomsIn(call)) {
    const isTried = call.options['dry-run'] === true
    const query = isTried ? ({ dryRun: 'true' } as const) : {}
    views.push(await call.client.ask('createRoom', { query, body: { ...body } }))
  }
  const done = call.options['dry-run'] === true ? 'would be created' : 'is created'
  const text = views.map(({ entry, phase }) => `${entry.id} ${done} (${phase}).`).join('\n')
  return { text, json: views }
}

async function applied(call: Call): Promise<Said> {
  const json = await applyRooms(call.client, roomsIn(call))
  return { text: json.map(({ room, outcome }) => `${room}: ${outcome}`).join('\n'), json }
}

/** `settings.cap=400`: JSON where it is JSON, else text. */
function patchIn(args: readonly string[]): z.infer<typeof changeRequest>['change'] {
  const patch: Record<string, unknown> = {}
  for (const arg of args) {
    const at = arg.indexOf('=')
    if (at < 1) throw new NotUnderstood(`${arg}: a field and its value, as settings.cap=400.`)
    set(patch, arg.slice(0, at).split('.'), valueOf(arg.slice(at + 1)))
  }
  if (args.length === 0) throw new NotUnderstood('Say what is to change, as settings.cap=400.')
  return changeRequest.shape.change.parse(patch)
}

function set(
  target: Record<string, unknown>,
  [name = '', ...rest]: string[],
  value: unknown,
): void {
  if (rest.length === 0) {
    target[name] = value
    return
  }
  const inner = z.record(z.string(), z.unknown()).safeParse(target[name]).data ?? {}
  set(inner, rest, value)
  target[name] = inner
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

async function removed(call: Call): Promise<Said> {
  const room = named(call, 0, 'room')
  if (call.options['yes'] !== true) {
    if (call.around.ask === undefined)
      throw new NotUnderstood('Nobody can be asked here: say --yes.')
    const question = `${room} and all that happened in it will be gone, but its log. Type its id to remove it: `
    if ((await call.around.ask(question)).trim() !== room) throw new LeftAlone('Left as it was.')
  }
  return { text: `${room} is removed.`, json: await call.client.ask('removeRoom', { room }) }
}

export function logText(entries: readonly AuditEntry[]): string {
  return entries
    .map(({ no, atMs, act, by, changes }) =>
      [`${no}  ${instant(atMs)}  ${act}  by ${by.name} (${by.role})`, changesText(changes)]
        .filter((line) => line !== '')
        .join('\n'),
    )
    .join('\n')
}

async function logged(call: Call): Promise<Said> {
  const { before } = call.options
  const query = typeof before === 'string' ? { before } : {}
  const json = await call.client.ask('audit', { room: named(call, 0, 'room'), query })
  const more = json.before === undefined ? '' : `\nEarlier: --before ${json.before}`
  return { text: `${logText(json.entries)}${more}`, json }
}

export const roomVerbs: readonly Verb[] = [
  {
    name: 'rooms',
    takes: '',
    what: 'list the rooms there are',
    options: { search: { type: 'string', takes: 'LETTERS', what: 'of an id or a title' } },
    run: listed,
  },
  {
    name: 'show',
    takes: 'ROOM',
    what: 'a room as it is described, as JSON',
    run: async (call) => {
      const json = await call.client.ask('readRoom', { room: named(call, 0, 'room') })
      return { text: printableJson(json, 2), json }
    },
  },
  {
    name: 'create',
    takes: 'FILE',
    what: 'create the rooms of a file; - is what comes in',
    options: { 'dry-run': steerOptions['dry-run'] },
    run: created,
  },
  {
    name: 'apply',
    takes: 'FILE',
    what: 'create what is not there, change what the file changed since',
    run: applied,
  },
  {
    name: 'set',
    takes: 'ROOM FIELD=VALUE…',
    what: 'change anything of a room’s description, as title.en=Gala',
    options: steerOptions,
    run: (call) => change(call, named(call, 0, 'room'), patchIn(call.args.slice(1))),
  },
  {
    name: 'remove',
    takes: 'ROOM',
    what: 'remove a room that is closed, or that nobody has joined',
    options: { yes: steerOptions.yes },
    run: removed,
  },
  {
    name: 'log',
    takes: 'ROOM',
    what: 'who did what to a room, the newest first',
    options: { before: { type: 'string', takes: 'NUMBER', what: 'entries before this one' } },
    run: logged,
  },
]

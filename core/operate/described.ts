/**
 * A room as its operators describe it, with the version that each change raises: who changes
 * something says which version they saw, so that nobody overwrites what they never read.
 */
import { z } from 'zod'
import { roomEntry, type RoomEntry } from '../queue/room/entry.ts'
import { because } from '../reason.ts'
import { issueReason } from './issue-reason.ts'
import { isRecord, mergePatch } from './merge-patch.ts'

export const described = z.object({
  entry: roomEntry,
  version: z.int().positive(),
  changedAtMs: z.int().nonnegative(),
  /** Of whoever keeps rooms in a file: which text of it this is. */
  source: z.string().max(100).exactOptional(),
})
export type Described = z.infer<typeof described>

/** What is wrong with a description, by the field that is to be mended. */
export type Invalid = { readonly kind: 'invalid'; readonly field: string; readonly reason: string }
export type ReadEntry = { readonly kind: 'entry'; readonly entry: RoomEntry } | Invalid

/** Of these only an owner decides: where fans and their tokens go, and whose pages may speak to us. */
const OWNERS_FIELDS = ['shop', 'origins'] as const

/** A room's objects are where they were made, and are found by its id. */
const FIXED_FIELDS = ['id', 'locationHint'] as const

export function readEntry(input: unknown, before: RoomEntry | undefined, nowMs: number): ReadEntry {
  const read = parsedEntry(input, before, nowMs)
  if (read.kind === 'invalid') return read
  return pastInstant(read.entry, before, nowMs) ?? read
}

/** Whatever its instants are. */
export function parsedEntry(
  input: unknown,
  before: RoomEntry | undefined,
  nowMs: number,
): ReadEntry {
  const parsed = roomEntry.safeParse(withNow(input, before, nowMs), { error: issueReason })
  if (parsed.success) return { kind: 'entry', entry: parsed.data }
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.') || 'body'
  return { kind: 'invalid', field, reason: issue?.message ?? because('not-a-room') }
}

export type Patched = ReadEntry | { readonly kind: 'owner-only'; readonly field: string }

export function patchedEntry(
  before: RoomEntry,
  patch: unknown,
  isOwner: boolean,
  nowMs: number,
): Patched {
  const named = isRecord(patch) ? Object.keys(patch) : []
  const owners = OWNERS_FIELDS.find((field) => named.includes(field))
  if (!isOwner && owners !== undefined) return { kind: 'owner-only', field: owners }
  const read = readEntry(mergePatch(before, patch), before, nowMs)
  if (read.kind !== 'entry') return read
  const fixed = FIXED_FIELDS.find((field) => read.entry[field] !== before[field])
  if (fixed === undefined) return read
  return { kind: 'invalid', field: fixed, reason: because('stays-as-created') }
}

/** `now` is the instant at which it is said; said again of what has passed, it moves nothing. */
function withNow(input: unknown, before: RoomEntry | undefined, nowMs: number): unknown {
  if (!isRecord(input) || !isRecord(input['settings'])) return input
  const { schedule } = input['settings']
  if (!isRecord(schedule)) return input
  const passed = before?.settings.schedule ?? {}
  const instantOf = (name: string) => {
    const atMs: unknown = new Map<string, unknown>(Object.entries(passed)).get(name)
    return typeof atMs === 'number' && atMs <= nowMs ? atMs : nowMs
  }
  const instants = Object.entries(schedule).map(([name, at]) => [
    name,
    at === 'now' ? instantOf(name) : at,
  ])
  return mergePatch(input, { settings: { schedule: Object.fromEntries(instants) } })
}

/** A time that is set now lies ahead; one that stays as it was may have passed. */
function pastInstant(
  { settings }: RoomEntry,
  before: RoomEntry | undefined,
  nowMs: number,
): Invalid | undefined {
  for (const name of ['lobbyAtMs', 'openAtMs', 'closeAtMs'] as const) {
    const atMs = settings.schedule[name]
    const isNew = atMs !== undefined && atMs !== before?.settings.schedule[name]
    if (isNew && atMs < nowMs) {
      const reason = because('instant-has-passed')
      return { kind: 'invalid', field: `settings.schedule.${name}`, reason }
    }
  }
  return undefined
}

/**
 * What an operator does to a room, decided: the same for a dry run as for the deed, so that what
 * was shown is what will be. Nothing here is stored or told yet.
 */
import { EXTRA_MAX } from '../queue/limits.ts'
import { because } from '../reason.ts'
import type { RoomEntry } from '../queue/room/entry.ts'
import { phaseOf, type Command } from '../queue/room/phase.ts'
import { withExtra } from '../queue/room/rate.ts'
import {
  changeSettings,
  command,
  moveCourse,
  tell,
  type Room,
  type SettingsRefusal,
} from '../queue/room/room.ts'
import { changesBetween, type Change } from './change.ts'
import { patchedEntry, type Described, type Invalid } from './described.ts'
import { isRecord } from './merge-patch.ts'
import type { OriginRate } from './origin-rate.ts'

export type Act =
  | { readonly kind: Command }
  | { readonly kind: 'sold-out' }
  | { readonly kind: 'follow' }
  | { readonly kind: 'revoke-all' }
  | { readonly kind: 'message'; readonly text: Readonly<Record<string, string>> }
  /** So many beyond the rate, as the cap has room for them. */
  | { readonly kind: 'admit'; readonly count: number }
  | {
      readonly kind: 'change'
      readonly version: number
      readonly patch: unknown
      readonly source?: string
    }

/** What an act is decided upon. */
export type Held = { readonly room: Room; readonly described: Described }

export type Acted =
  | {
      readonly kind: 'acted'
      readonly held: Held
      readonly changes: readonly Change[]
      /** What becomes of a rate that follows the shop. */
      readonly rate: OriginRate
    }
  /** Somebody was before: what they changed is to be read first. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'owner-only'; readonly field: string }
  /** Nothing that could be done in this phase, ever. */
  | { readonly kind: 'not-now'; readonly reason: string }
  | Invalid

export function act(before: Held, deed: Act, isOwner: boolean, nowMs: number): Acted {
  const held = { ...before, room: moveCourse(before.room, nowMs) }
  switch (deed.kind) {
    case 'open':
    case 'pause':
    case 'resume':
    case 'close':
      return commanded(held, deed.kind, nowMs)
    case 'sold-out':
    case 'message':
      return acted(held, tell(held.room, { ...deed, atMs: nowMs }), saidOf(deed))
    case 'admit':
      return admitted(held, deed.count, nowMs)
    case 'revoke-all':
      return acted(held, { ...held.room, endedBeforeMs: nowMs }, [
        changeOf('sessions', insideOf(held.room), 0),
      ])
    case 'follow':
      return followed(held)
    case 'change':
      return changed(held, deed, isOwner, nowMs)
  }
}

function acted(held: Held, room: Room, changes: readonly Change[]): Acted {
  return { kind: 'acted', held: { ...held, room }, changes, rate: { kind: 'as-it-is' } }
}

/** Sessions there are, by the segments' last word. */
function insideOf({ lanes }: Room): number {
  return lanes.reduce(
    (sum, { seats }) => sum + seats.reduce((all, { counts }) => all + counts.inside, 0),
    0,
  )
}

function saidOf(deed: Act): Change[] {
  return [{ field: 'news', after: deed.kind === 'message' ? { ...deed.text } : deed.kind }]
}

function changeOf(
  field: string,
  before: Change['before'] & {},
  after: Change['after'] & {},
): Change {
  return { field, before, after }
}

function commanded(held: Held, word: Command, nowMs: number): Acted {
  const { room } = held
  const before = phaseOf(room.course)
  if (before === 'closed' && word !== 'close') {
    return { kind: 'not-now', reason: because('sale-is-closed') }
  }
  const after = command(room, word, nowMs)
  const same = JSON.stringify(after.course) === JSON.stringify(room.course)
  const phases = { before: { ...room.course }, after: { ...after.course } }
  return acted(held, after, same ? [] : changesBetween(phases.before, phases.after))
}

function admitted(held: Held, count: number, nowMs: number): Acted {
  const { room } = held
  if (count < 1 || count > EXTRA_MAX) {
    return {
      kind: 'invalid',
      field: 'count',
      reason: because('whole-between', { min: 1, max: EXTRA_MAX }),
    }
  }
  if (phaseOf(room.course) !== 'open') {
    return { kind: 'not-now', reason: because('sale-is-not-open') }
  }
  const bucket = withExtra(room.bucket, count, nowMs)
  return acted(held, { ...room, bucket }, [{ field: 'extra', after: count }])
}

function followed(held: Held): Acted {
  if (held.described.entry.pressure === undefined) {
    return { kind: 'not-now', reason: because('follows-no-shop') }
  }
  const changes = [changeOf('rate', 'by-hand', 'follows-the-shop')]
  return { kind: 'acted', held, changes, rate: { kind: 'follow' } }
}

function changed(
  held: Held,
  { version, patch, source }: Act & { kind: 'change' },
  isOwner: boolean,
  nowMs: number,
): Acted {
  const { room, described } = held
  const isCurrent = described.source === source
  if (version !== described.version) return { kind: 'conflict' }
  const read = patchedEntry(described.entry, patch, isOwner, nowMs)
  if (read.kind !== 'entry') return read
  const { entry } = read
  const gone = goneInstant(room, entry)
  if (gone !== undefined) return gone
  const follows = entry.pressure !== undefined && !namesRate(patch)
  const ratePerSecond = follows ? room.settings.ratePerSecond : entry.settings.ratePerSecond
  const steered = changeSettings(room, { ...entry.settings, ratePerSecond }, nowMs)
  if (steered.kind === 'refused') return refusedSettings(steered.reason)
  const changes = changesBetween(
    shown(described, room.settings.ratePerSecond),
    shown({ entry }, ratePerSecond),
  )
  if (changes.length === 0 && (source === undefined || isCurrent)) return acted(held, room, [])
  const next = {
    entry,
    version: changes.length === 0 ? version : version + 1,
    changedAtMs: nowMs,
    ...(source !== undefined && { source }),
  }
  return {
    kind: 'acted',
    held: { room: changes.length === 0 ? room : steered.room, described: next },
    changes,
    rate: namesRate(patch) ? { kind: 'by-hand', ratePerSecond } : { kind: 'resettle' },
  }
}

/** What has begun is not scheduled anew. */
function goneInstant({ course, settings }: Room, entry: RoomEntry): Invalid | undefined {
  const begun = {
    lobbyAtMs: course.stage !== 'scheduled',
    openAtMs: course.stage === 'open' || course.stage === 'closed',
    closeAtMs: course.stage === 'closed',
  }
  for (const name of ['lobbyAtMs', 'openAtMs', 'closeAtMs'] as const) {
    if (begun[name] && settings.schedule[name] !== entry.settings.schedule[name]) {
      const reason = because('has-happened')
      return { kind: 'invalid', field: `settings.schedule.${name}`, reason }
    }
  }
  return undefined
}

/** With the rate as it is, whoever moved it there. */
function shown({ entry }: Pick<Described, 'entry'>, ratePerSecond: number): unknown {
  return { ...entry, settings: { ...entry.settings, ratePerSecond } }
}

function namesRate(patch: unknown): boolean {
  return isRecord(patch) && isRecord(patch['settings']) && 'ratePerSecond' in patch['settings']
}

const REFUSED: Record<SettingsRefusal, { readonly field: string; readonly reason: string }> = {
  'lane-has-fans': { field: 'settings.lanes', reason: because('lane-has-fans') },
  'span-is-fixed': { field: 'settings.span', reason: because('fixed-by-the-first') },
  'order-is-fixed': { field: 'settings.order', reason: because('fixed-by-the-first') },
  'terms-are-fixed': { field: 'settings.terms', reason: because('terms-are-fixed') },
  'draw-is-announced': { field: 'settings.schedule', reason: because('draw-is-announced') },
}

function refusedSettings(reason: SettingsRefusal): Invalid {
  return { kind: 'invalid', ...REFUSED[reason] }
}

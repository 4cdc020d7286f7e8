/**
 * The rooms this isolate was asked about, as their operators describe them. A description is asked
 * for once, waited for, and then looked after in the background: what an operator changes is known
 * here within seconds, and no fan waits for it. Cap, rate and phase come with the room's document.
 */
import { roomIdSchema, type RoomEntry } from '../../core/queue/room/entry.ts'
import { deskStub } from '../objects/stubs.ts'
import type { Bindings } from '../settings.ts'
import { OneLook } from './one-look.ts'

type Held = { readonly entry: RoomEntry; readonly version: number; askedAtMs: number }

const HELD_MS = 5_000
const ASK_MS = 2_000
/** So long nobody here asks again for a room that is not there, nor for more of them than so many. */
const MISSING_MS = 2_000
const MISSING_MAX = 1_000
/** Looks at once: who makes up names must not keep others from a room of theirs for long. */
const LOOKS_MAX = 64
const HELD_MAX = 2_000

const held = new Map<string, Held>()
const missing = new Map<string, number>()
const looks = new Map<string, OneLook>()

type WaitUntil = (promise: Promise<unknown>) => void

/** Undefined where there is no such room; throws where nobody answers for it, or too many ask. */
export async function roomNamed(
  env: Bindings,
  id: string,
  waitUntil: WaitUntil,
): Promise<RoomEntry | undefined> {
  const known = held.get(id)
  const nowMs = Date.now()
  if (known !== undefined) {
    if (nowMs - known.askedAtMs >= HELD_MS) {
      // Once for all who come meanwhile, whatever becomes of it.
      known.askedAtMs = nowMs
      waitUntil(look(env, id, waitUntil).catch(() => {}))
    }
    return known.entry
  }
  if (!roomIdSchema.safeParse(id).success || nowMs < (missing.get(id) ?? 0)) return undefined
  await look(env, id, waitUntil)
  return held.get(id)?.entry
}

/** For whoever has just created or changed it: here it is known at once. */
export function keepRoom(entry: RoomEntry, version: number): void {
  held.delete(entry.id)
  held.set(entry.id, { entry, version, askedAtMs: Date.now() })
  missing.delete(entry.id)
  trim(held, HELD_MAX)
}

export function forgetRoom(id: string): void {
  held.delete(id)
}

async function look(env: Bindings, id: string, waitUntil: WaitUntil): Promise<void> {
  const one = looks.get(id) ?? new OneLook(`room ${id}`, ASK_MS)
  if (!looks.has(id) && looks.size >= LOOKS_MAX) throw new Error('too many rooms are looked for')
  looks.set(id, one)
  try {
    await one.look(waitUntil, () => ask(env, id))
  } finally {
    if (!one.isOut) looks.delete(id)
  }
}

/** By the first desk: how many there are is not known before, and any one of them knows. */
async function ask(env: Bindings, id: string): Promise<void> {
  const known = held.get(id)
  const answer = await deskStub(env, id, 0).entry(id, known?.version)
  const askedAtMs = Date.now()
  if (answer === 'same') return
  if (answer === undefined) {
    held.delete(id)
    missing.set(id, askedAtMs + MISSING_MS)
    trim(missing, MISSING_MAX)
    return
  }
  // Checked by the room itself, whose word it is.
  const entry: RoomEntry = JSON.parse(answer.text)
  keepRoom(entry, answer.version)
}

function trim(map: Map<string, unknown>, most: number): void {
  const [oldest] = map.keys()
  if (map.size > most && oldest !== undefined) map.delete(oldest)
}

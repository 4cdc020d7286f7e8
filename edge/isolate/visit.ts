/** A request to a room, as far as what an isolate holds is concerned. */
import type { RoomEntry } from '../../core/queue/room/entry.ts'
import { deskIndexOf } from '../objects/names.ts'
import { deskStub } from '../objects/stubs.ts'
import type { Bindings } from '../settings.ts'

export type Visit = {
  readonly env: Bindings
  readonly entry: RoomEntry
  /** Which desk serves the data centre this runs in. */
  readonly desk: number
  /** Lets a promise outlive the request that began it. */
  readonly waitUntil: (promise: Promise<unknown>) => void
}

export function visitOf(
  env: Bindings,
  entry: RoomEntry,
  request: Request,
  waitUntil: Visit['waitUntil'],
): Visit {
  dataCentre ??= dataCentreOf(request)
  return { env, entry, desk: deskIndexOf(dataCentre, entry.desks), waitUntil }
}

/** An isolate never leaves its data centre, and reading where that is takes a while. */
let dataCentre: string | undefined

function dataCentreOf(request: Request): string {
  const colo = request.cf?.['colo']
  return typeof colo === 'string' ? colo : 'local'
}

export function deskOf({ env, entry, desk }: Visit) {
  return deskStub(env, entry.id, desk, entry.locationHint)
}

export function deskAddress({ entry, desk }: Visit) {
  return { room: entry.id, index: desk }
}

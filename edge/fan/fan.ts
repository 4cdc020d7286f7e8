/**
 * A fan as the Worker knows them: a request to a room, and the place its token proves. By arrival
 * a position is the number itself.
 */
import { AppError, refusalOf } from '../../core/problem.ts'
import type { PlaceOnWire } from '../../core/protocol/place.ts'
import { sightOf } from '../../core/queue/room/blind.ts'
import type { RoomDocument } from '../../core/queue/room/document.ts'
import { readPlace, type Place, type PlaceOutcome } from '../../core/token/place.ts'
import { heldFor } from '../isolate/held-rooms.ts'
import type { Visit } from '../isolate/visit.ts'
import { logFault } from '../objects/log.ts'
import type { Holder, NotHolder, SegmentOpening } from '../objects/messages.ts'
import { placeKeys } from '../tokens/place-keys.ts'
import { readPlaceToken } from '../tokens/place-token.ts'

export type Fan = Visit & {
  /** As it came, by cookie or as a bearer token. */
  readonly token: string | undefined
}

const RETRY_SECONDS = 2

export function busy(): AppError {
  return new AppError('room-busy', 'The room is busy: keep your place and try again.', {
    retryAfterSeconds: RETRY_SECONDS,
  })
}

/** The room's document, unless it is too old to be told to anybody (R10). */
export async function seenRoom(fan: Fan, reach: 'near' | 'far' = 'near'): Promise<RoomDocument> {
  const document = await heldFor(fan).documents.room(fan, reach)
  const { whenBlind, settings } = fan.entry
  const sight = sightOf(document, whenBlind, settings.schedule, Date.now())
  if (document !== undefined && sight.kind === 'sees') return document
  if (sight.kind === 'closed') {
    const message = 'The room is closed while it cannot see how the line stands: try again later.'
    throw new AppError('room-closed', message, { retryAfterSeconds: 10 })
  }
  const message = 'How the line stands is not known right now: keep your place and try again.'
  throw new AppError('room-held', message, { retryAfterSeconds: RETRY_SECONDS })
}

/** What the token proves; a refusal says why it proves nothing. */
export async function readToken(
  { env, entry }: Fan,
  token: string,
  { epoch, lanes }: Pick<RoomDocument, 'epoch' | 'lanes'>,
): Promise<PlaceOutcome> {
  const facts = await readPlaceToken(await placeKeys(env), token)
  const expected = {
    room: entry.id,
    epoch,
    keptEpochs: [],
    lanes: lanes.map(({ id }) => id),
    subject: undefined,
    // Whether the place has moved or ended its segment says, or the segment's document.
    generation: undefined,
    isOver: false,
  }
  return readPlace(facts, expected, Date.now())
}

/** For what the segment itself decides: however old the document, it names the epoch. */
export async function heldPlace(fan: Fan): Promise<ProvenPlace> {
  const { documents } = heldFor(fan)
  const room = documents.held ?? (await documents.room(fan, 'far'))
  if (room === undefined) throw busy()
  return provenPlace(fan, room, () => documents.room(fan, 'near'))
}

export type ProvenPlace = { readonly place: Place; readonly room: RoomDocument }

/** The place of a fan's token. One of another epoch may be newer than what is held here. */
export async function provenPlace(
  fan: Fan,
  room: RoomDocument,
  newer: () => Promise<RoomDocument | undefined>,
): Promise<ProvenPlace> {
  if (fan.token === undefined) {
    throw new AppError('no-place', 'This needs a place in the line: join the room.', {
      step: 'join',
    })
  }
  const read = await readToken(fan, fan.token, room)
  if (read.kind === 'place') return { place: read.place, room }
  const fresh = read.reason === 'place-other-epoch' ? await newer() : undefined
  const again = fresh && (await readToken(fan, fan.token, fresh))
  if (fresh === undefined || again?.kind !== 'place') throw refusalOf(read.reason)
  return { place: again.place, room: fresh }
}

export function placeOnWire({ lane, number, generation }: Place): PlaceOnWire {
  return { lane, number, position: number, generation }
}

export function openingOf(
  fan: Visit,
  room: RoomDocument,
  lane: string,
  position: number,
): SegmentOpening {
  const { epoch, span, terms } = room
  const { id, locationHint } = fan.entry
  const index = Math.floor(position / span)
  return { room: id, epoch, lane, index, span, terms, locationHint }
}

export function holderOf({ number, generation }: Place): Holder {
  return { position: number, generation }
}

/** A segment's word on a token that is not the place's newest. */
export function refuseHolder(kind: NotHolder['kind']): AppError {
  return refusalOf(kind === 'superseded' ? 'place-superseded' : 'place-from-the-future')
}

/** A call to an object that was lost: the state is kept, and the fan asks again. */
export async function answered<T>(call: () => T): Promise<Awaited<T>> {
  try {
    return await call()
  } catch (error) {
    logFault('a call to an object', error)
    throw busy()
  }
}

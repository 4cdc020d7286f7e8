/** A place in the line, or the one already held (R5); with nobody waiting, the way in at once. */
import { AppError, refusalOf } from '../../core/problem.ts'
import type { JoinAnswer, JoinRequest } from '../../core/protocol/join.ts'
import type { PollAnswer } from '../../core/protocol/poll.ts'
import { fanStatusOf } from '../../core/protocol/status-of.ts'
import { sightOf } from '../../core/queue/room/blind.ts'
import type { RoomDocument } from '../../core/queue/room/document.ts'
import type { Place } from '../../core/token/place.ts'
import { heldFor } from '../isolate/held-rooms.ts'
import { segmentStub } from '../objects/stubs.ts'
import { placeKeys } from '../tokens/place-keys.ts'
import { signPlace } from '../tokens/place-token.ts'
import {
  answered,
  busy,
  holderOf,
  openingOf,
  placeOnWire,
  readToken,
  refuseHolder,
  seenRoom,
  type Fan,
} from './fan.ts'
import { nextFor, poll } from './poll.ts'

export type Joined = {
  readonly answer: JoinAnswer
  readonly isNew: boolean
  /** To be kept by the browser, when there is a place. */
  readonly token: string | undefined
}

export async function join(fan: Fan, request: JoinRequest): Promise<Joined> {
  if (await isLetThroughBlind(fan)) {
    return { answer: { kind: 'let-through', marked: true }, isNew: true, token: undefined }
  }
  const room = await seenRoom(fan)
  const known =
    fan.token === undefined ? undefined : await knownPlace(fan, fan.token, room, request)
  if (known !== undefined) return known
  refuseNewcomer(room.joining)
  if (room.joining === 'let-through') {
    return { answer: { kind: 'let-through', marked: false }, isNew: true, token: undefined }
  }
  return newPlace(fan, room, request)
}

/** R10: where the operator chose so, an unknown line is no line. */
async function isLetThroughBlind(fan: Fan): Promise<boolean> {
  const { whenBlind, settings } = fan.entry
  if (whenBlind !== 'open') return false
  const document = await heldFor(fan).documents.room(fan, 'near')
  return sightOf(document, whenBlind, settings.schedule, Date.now()).kind === 'open'
}

const refusedJoins = {
  'too-early': ['join-too-early', 'This room is not open yet: come back when it is.'],
  drawing: ['join-drawing', 'The draw is under way: join when it is done.'],
  paused: ['join-paused', 'This room is paused: try again in a while.'],
  closed: ['join-closed', 'This sale is over: nobody can join any more.'],
  rejected: ['join-rejected', 'Nobody can join this room now: look at its announcements.'],
} as const

function refuseNewcomer(joining: RoomDocument['joining']): void {
  if (joining === 'take-number' || joining === 'let-through') return
  const [code, message] = refusedJoins[joining]
  throw new AppError(code, message)
}

/** Undefined when the token holds nothing any more, and its bearer is a newcomer. */
async function knownPlace(
  fan: Fan,
  token: string,
  room: RoomDocument,
  request: JoinRequest,
): Promise<Joined | undefined> {
  const read = await readToken(fan, token, room)
  if (read.kind === 'refused') {
    const refusal = refusalOf(read.reason)
    if (refusal.details.step !== 'join') throw refusal
    return undefined
  }
  const { place } = read
  if (isReloaded(fan, place, request) && (await isGivenUp(fan, room, place))) return undefined
  const answer = await pollIfAlive(fan)
  if (answer === undefined) return undefined
  const placed: JoinAnswer = { kind: 'placed', place: placeOnWire(place), token, poll: answer }
  return { answer: placed, isNew: false, token }
}

async function pollIfAlive(fan: Fan): Promise<PollAnswer | undefined> {
  try {
    return await poll(fan)
  } catch (error) {
    if (error instanceof AppError && error.code === 'place-gone') return undefined
    throw error
  }
}

/** R5: where a reload costs the place, it does so once for each document that was reloaded. */
function isReloaded({ entry }: Fan, place: Place, { reloaded }: JoinRequest): boolean {
  return entry.reload === 'requeue' && reloaded !== undefined && place.reloaded !== reloaded
}

/** The segment decides: a turn or a session is no place in the line any more, and is kept. */
async function isGivenUp(fan: Fan, room: RoomDocument, place: Place): Promise<boolean> {
  const opening = openingOf(fan, room, place.lane, place.number)
  const { kind } = await answered(() =>
    segmentStub(fan.env, opening).giveUp(opening, holderOf(place)),
  )
  if (kind === 'superseded' || kind === 'unknown-generation') throw refuseHolder(kind)
  return kind !== 'kept'
}

async function newPlace(fan: Fan, room: RoomDocument, request: JoinRequest): Promise<Joined> {
  const lane = room.lanes.find(({ id }) => request.lane === undefined || id === request.lane)
  if (lane === undefined) {
    const details = { field: 'lane', reason: 'this room has no such lane' }
    throw new AppError('invalid-request', 'There is no such lane here: leave it out.', details)
  }
  const taken = await heldFor(fan).numbers.take(fan, lane.id)
  // A number of a life of the room that is not the document's: the document is behind, or the desk.
  if (taken === undefined || taken.epoch !== room.epoch) throw busy()
  const nowMs = Date.now()
  const place: Place = {
    room: fan.entry.id,
    epoch: taken.epoch,
    lane: lane.id,
    number: taken.number,
    generation: 0,
    issuedAtMs: nowMs,
    subject: undefined,
    reloaded: fan.entry.reload === 'requeue' ? request.reloaded : undefined,
  }
  const token = await signPlace(await placeKeys(fan.env), place)
  // A document may be older than the segment this number falls in: where any float lies, it is tried.
  const index = Math.floor(place.number / room.span)
  const mayTry = lane.float.length > 0 && heldFor(fan).documents.mayTryFloat(`${lane.id} ${index}`)
  const admitted = mayTry ? await takeFloat(fan, room, place, token) : undefined
  const answer = admitted ?? {
    kind: 'placed',
    place: placeOnWire(place),
    token,
    poll: firstPoll(room, place, nowMs),
  }
  return { answer, isNew: true, token }
}

/** No queue, no wait. Whatever goes wrong here, the place is held, and the fan waits like others. */
async function takeFloat(
  fan: Fan,
  room: RoomDocument,
  place: Place,
  token: string,
): Promise<JoinAnswer | undefined> {
  const opening = openingOf(fan, room, place.lane, place.number)
  try {
    const claimed = await segmentStub(fan.env, opening).joinNow(opening, place.number)
    if (claimed.kind !== 'admitted') {
      heldFor(fan).documents.noteNoFloat(`${place.lane} ${opening.index}`)
      return undefined
    }
    return { kind: 'admitted', place: placeOnWire(place), token, session: claimed.session }
  } catch {
    return undefined
  }
}

/** What a newcomer is told needs no segment: nobody there knows of them yet. */
function firstPoll(room: RoomDocument, place: Place, nowMs: number): PollAnswer {
  const status = fanStatusOf(room, placeOnWire(place), undefined, nowMs)
  return { status, news: room.news, next: nextFor(room, place, status.standing) }
}

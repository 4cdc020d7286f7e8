/** A turn taken, a session kept and ended, a place left or moved: the segment decides each. */
import { AppError, refusalOf } from '../../core/problem.ts'
import type { PlaceOnWire } from '../../core/protocol/place.ts'
import type { SessionOnWire } from '../../core/protocol/session.ts'
import type { RoomDocument } from '../../core/queue/room/document.ts'
import type { Place } from '../../core/token/place.ts'
import { segmentStub } from '../objects/stubs.ts'
import type { NotHolder, SegmentOpening } from '../objects/messages.ts'
import { placeKeys } from '../tokens/place-keys.ts'
import { signPlace } from '../tokens/place-token.ts'
import {
  answered,
  heldPlace,
  holderOf,
  openingOf,
  placeOnWire,
  refuseHolder,
  type Fan,
} from './fan.ts'
import { turnOfSession } from './session-id.ts'

export async function claimTurn(fan: Fan): Promise<{ session: SessionOnWire; again: boolean }> {
  const { segment, opening, place } = await asked(fan)
  const outcome = held(await answered(() => segment.claim(opening, holderOf(place))))
  switch (outcome.kind) {
    case 'admitted':
      return { session: outcome.session, again: outcome.again }
    case 'not-yet':
      throw new AppError('no-offer', 'It is not your turn yet: wait for it.')
    case 'too-late':
      throw new AppError(
        'offer-lapsed',
        'Your turn has passed and your place is kept: say that you are here to be called again.',
      )
    case 'over':
      throw refusalOf('place-gone')
  }
}

export async function renewSession(fan: Fan, sessionId: string): Promise<SessionOnWire> {
  const { segment, opening, place } = await asked(fan)
  const turn = turnOfSession(sessionId, place)
  if (turn === undefined) throw refusalOf('admission-session-over')
  const outcome = held(await answered(() => segment.renew(opening, holderOf(place), turn)))
  if (outcome.kind === 'over') throw refusalOf('admission-session-over')
  return outcome.session
}

export async function releaseSession(
  fan: Fan,
  sessionId: string,
): Promise<{ kind: 'ended' | 'already-over' }> {
  const { segment, opening, place } = await asked(fan)
  const turn = turnOfSession(sessionId, place)
  if (turn === undefined) return { kind: 'already-over' }
  return held(await answered(() => segment.release(opening, holderOf(place), turn)))
}

export async function sayHere(fan: Fan): Promise<{ kind: 'here' }> {
  const { segment, opening, place } = await asked(fan)
  return held(await answered(() => segment.here(opening, holderOf(place))))
}

export async function leaveRoom(fan: Fan): Promise<{ kind: 'left' | 'already-over' }> {
  const { segment, opening, place } = await asked(fan)
  return held(await answered(() => segment.leave(opening, holderOf(place))))
}

export type Moved = { readonly place: PlaceOnWire; readonly token: string }

export async function moveHere(fan: Fan): Promise<Moved> {
  const { segment, opening, place } = await asked(fan)
  const outcome = await answered(() => segment.move(opening, holderOf(place)))
  if (outcome.kind === 'moved-too-often') throw movedTooOften()
  if (outcome.kind !== 'moved') throw refuseHolder(outcome.kind)
  return movedTo(fan, place, outcome.generation)
}

export function movedTooOften(): AppError {
  return new AppError('moved-too-often', 'This place has moved too often: keep it where it is.')
}

/** The place as its new holder has it. */
export async function movedTo(
  { env }: Fan,
  place: Omit<Place, 'generation' | 'issuedAtMs'>,
  generation: number,
): Promise<Moved> {
  const moved: Place = { ...place, generation, issuedAtMs: Date.now() }
  return { place: placeOnWire(moved), token: await signPlace(await placeKeys(env), moved) }
}

type Asked = {
  readonly room: RoomDocument
  readonly segment: ReturnType<typeof segmentStub>
  readonly opening: SegmentOpening
  readonly place: Place
}

export async function asked(fan: Fan): Promise<Asked> {
  const { place, room } = await heldPlace(fan)
  const opening = openingOf(fan, room, place.lane, place.number)
  return { segment: segmentStub(fan.env, opening), opening, place, room }
}

type Kinded = { readonly kind: string }
type Held<T> = Exclude<T, { readonly kind: NotHolder['kind'] }>

export function held<T extends Kinded>(outcome: T): Held<T> {
  if (isHeld(outcome)) return outcome
  throw refuseHolder(outcome.kind === 'superseded' ? 'superseded' : 'unknown-generation')
}

function isHeld<T extends Kinded>(outcome: T): outcome is T & Held<T> {
  return outcome.kind !== 'superseded' && outcome.kind !== 'unknown-generation'
}

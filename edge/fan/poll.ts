/** How one fan stands, from documents: nobody is asked but about a turn or an end. */
import { refusalOf } from '../../core/problem.ts'
import type { PollAnswer } from '../../core/protocol/poll.ts'
import type { FanStatusOnWire } from '../../core/protocol/fan-status.ts'
import { fanStatusOf } from '../../core/protocol/status-of.ts'
import { FAR_POLL_MIN_MS, NEAR_POLL_MS } from '../../core/queue/limits.ts'
import { isNear, nextStep } from '../../core/queue/near.ts'
import type { RoomDocument } from '../../core/queue/room/document.ts'
import { hasNothingToCome } from '../../core/queue/room/stopping.ts'
import type { Place } from '../../core/token/place.ts'
import { heldFor } from '../isolate/held-rooms.ts'
import { segmentStub } from '../objects/stubs.ts'
import {
  answered,
  holderOf,
  openingOf,
  placeOnWire,
  refuseHolder,
  seenRoom,
  type Fan,
  provenPlace,
} from './fan.ts'

/** Whether who asks has thereby shown that they are here. */
type Presence = 'proven' | 'unproven'

export async function poll(fan: Fan, presence: Presence = 'proven'): Promise<PollAnswer> {
  const { place, room: far } = await provenPlace(fan, await seenRoom(fan, 'far'), () =>
    seenRoom(fan, 'near'),
  )
  // Far from the front nobody is asked, and who is there is told what is a few seconds old.
  if (!isNear(place.number, laneOf(far, place))) {
    const status = fanStatusOf(far, placeOnWire(place), undefined, Date.now())
    return { status, news: far.news, next: nextFor(far, place, status.standing) }
  }
  return pollNear(fan, place, presence)
}

async function pollNear(fan: Fan, place: Place, presence: Presence): Promise<PollAnswer> {
  const { documents, seen } = heldFor(fan)
  const before = await seenRoom(fan, 'near')
  const index = Math.floor(place.number / before.span)
  const document = await documents.segment(fan, place.lane, index)
  const room = documents.held ?? before
  const nowMs = Date.now()
  const status = fanStatusOf(room, placeOnWire(place), document, nowMs)
  if (status.standing === 'superseded') throw refusalOf('place-superseded')
  if (presence === 'proven') seen.note(fan, place.lane, index, place.number, nowMs)
  const answer = { status, news: room.news, next: nextFor(room, place, status.standing) }
  const isAsked = status.standing === 'offered' || status.standing === 'gone'
  return isAsked ? withStanding(fan, room, place, answer) : answer
}

/** Of a turn and of a session the segment knows more than its document tells everybody. */
async function withStanding(
  fan: Fan,
  room: RoomDocument,
  place: Place,
  answer: PollAnswer,
): Promise<PollAnswer> {
  const opening = openingOf(fan, room, place.lane, place.number)
  const standing = await answered(() =>
    segmentStub(fan.env, opening).standing(opening, holderOf(place)),
  )
  switch (standing.kind) {
    case 'offered': {
      const { turn, deadlineMs } = standing
      return { ...answer, offer: { turn, deadlineMs } }
    }
    case 'inside':
      return { ...answer, session: standing.session, next: { kind: 'poll', inMs: FAR_POLL_MIN_MS } }
    case 'over':
      throw refusalOf('place-gone')
    case 'waits':
      return answer
    case 'superseded':
    case 'unknown-generation':
      throw refuseHolder(standing.kind)
  }
}

/** The page's next move. Every page has its own jitter, so that nothing happens to all at once. */
export function nextFor(
  room: RoomDocument,
  place: Place,
  standing: FanStatusOnWire['standing'],
): PollAnswer['next'] {
  if (hasNothingToCome(room, standing, Date.now())) return { kind: 'stop' }
  const step = nextStep(place.number, laneOf(room, place), room.nearMs, Math.random())
  return step.kind === 'poll' ? step : { ...step, pollMs: NEAR_POLL_MS }
}

function laneOf(room: RoomDocument, place: Place): RoomDocument['lanes'][number] {
  const lane = room.lanes.find(({ id }) => id === place.lane)
  if (lane === undefined) throw refusalOf('place-unknown-lane')
  return lane
}

import { CLOSE } from '../../core/protocol/socket-terms.ts'
import { Hono } from 'hono'
import { AppError } from '../../core/problem.ts'
import { tooEarly } from '../../core/queue/near.ts'
import { answered, busy, heldPlace, openingOf, placeOnWire } from '../fan/fan.ts'
import { PLACE_HEADER } from '../objects/segment.ts'
import { segmentStub } from '../objects/stubs.ts'
import type { EdgeEnv } from '../settings.ts'
import {
  bearerOf,
  fanOf,
  knownRoom,
  originOf,
  otherOrigin,
  socketProtocols,
} from './room-request.ts'

/** A near fan's connection. Far ones are told when to come back, and cost no object anything. */
export const socket = new Hono<EdgeEnv>()

socket.get('/:room/socket', knownRoom, async (c) => {
  if (c.req.header('Upgrade')?.toLowerCase() !== 'websocket') {
    throw new AppError('not-an-upgrade', 'This address is for sockets: open it as a WebSocket.')
  }
  const entry = c.get('entry')
  // A browser sends the cookie along whoever's page opens the socket, and always says whose it is.
  const origin = c.req.header('Origin')
  const isOurs = origin === originOf(c) || (origin !== undefined && entry.origins.includes(origin))
  const { token, chosen } = socketProtocols(c)
  const fan = token === undefined ? fanOf(c) : { ...fanOf(c), token }
  // No page and no cookie: whoever it is has no place, and learns that.
  const isByCookie = token === undefined && bearerOf(c) === undefined && fan.token !== undefined
  if (!isOurs && (origin !== undefined || isByCookie)) throw otherOrigin()
  const { place, room } = await heldPlace(fan)
  const lane = room.lanes.find(({ id }) => id === place.lane)
  const early = lane && tooEarly(place.number, lane, room.nearMs, Math.random())
  if (early !== undefined)
    return upgraded(closedAtOnce(CLOSE.tooEarly, JSON.stringify(early)), chosen)
  const opening = openingOf(fan, room, place.lane, place.number)
  const headers = new Headers({
    Upgrade: 'websocket',
    [PLACE_HEADER]: JSON.stringify({ opening, place: placeOnWire(place) }),
  })
  const { webSocket } = await answered(() =>
    segmentStub(c.env, opening).fetch('https://segment/', { headers }),
  )
  if (webSocket === null) throw busy()
  // What another object answered cannot be given our headers.
  return upgraded(webSocket, chosen)
})

function upgraded(webSocket: WebSocket, protocol: string | undefined): Response {
  const headers = protocol === undefined ? undefined : { 'Sec-WebSocket-Protocol': protocol }
  return new Response(null, { status: 101, webSocket, ...(headers && { headers }) })
}

/** A refused upgrade tells a page nothing; a socket that is closed has a code and a reason. */
function closedAtOnce(code: number, reason: string): WebSocket {
  const { 0: theirs, 1: ours } = new WebSocketPair()
  ours.accept()
  ours.close(code, reason)
  return theirs
}

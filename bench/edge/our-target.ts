import type { HttpRequest } from '../http/request.ts'
import { roomId, type RoomName } from './rooms.ts'
import type { Target } from './target.ts'

const JSON_BODY = { 'content-type': 'application/json' }
const BEARER = { authorization: 'Bearer {token}' }

/** Our own Worker, described as any other server would be. */
export function ourTarget(origin: string, room: RoomName): Target {
  return {
    name: 'our Worker',
    origin,
    join: { method: 'POST', path: roomPath(room, 'join'), headers: JSON_BODY, body: '{}' },
    tokenField: 'token',
    status: { method: 'GET', path: roomPath(room, 'status'), headers: BEARER },
    push: { path: roomPath(room, 'socket'), headers: BEARER },
  }
}

/** With the token of the fan who acts filled in later. */
export function fanAct(room: RoomName, act: 'claim' | 'release', body: unknown): HttpRequest {
  return {
    method: 'POST',
    path: roomPath(room, act),
    headers: { ...JSON_BODY, ...BEARER },
    body: JSON.stringify(body),
  }
}

function roomPath(room: RoomName, act: string): string {
  return `/rooms/${roomId(room)}/${act}`
}

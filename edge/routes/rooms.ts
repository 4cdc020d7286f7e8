import { Hono } from 'hono'
import type { z } from 'zod'
import type { claimAnswer, hereAnswer, leaveAnswer } from '../../core/protocol/claim.ts'
import { joinRequest, type JoinAnswer } from '../../core/protocol/join.ts'
import type { moveAnswer } from '../../core/protocol/move.ts'
import type { PollAnswer } from '../../core/protocol/poll.ts'
import {
  sessionRequest,
  type releaseAnswer,
  type renewAnswer,
} from '../../core/protocol/session.ts'
import { busy } from '../fan/fan.ts'
import { join } from '../fan/join.ts'
import { poll } from '../fan/poll.ts'
import {
  claimTurn,
  leaveRoom,
  moveHere,
  releaseSession,
  renewSession,
  sayHere,
} from '../fan/turn.ts'
import { heldFor } from '../isolate/held-rooms.ts'
import type { EdgeEnv } from '../settings.ts'
import { operate } from './operate.ts'
import { bodyOf, dropPlace, fanOf, keepPlace, knownRoom } from './room-request.ts'
import { roomPage } from './room-page.tsx'
import { socket } from './socket.ts'

/** A room, as its fans' pages and apps speak to it. Every shape is in core/protocol. */
export const rooms = new Hono<EdgeEnv>()

rooms.use('/:room/*', knownRoom)
rooms.route('/', roomPage)
rooms.route('/', socket)
rooms.route('/', operate)

rooms.post('/:room/join', async (c) => {
  const joined = await join(fanOf(c), await bodyOf(c, joinRequest))
  if (joined.token !== undefined) keepPlace(c, joined.token)
  return c.json(joined.answer satisfies JoinAnswer, joined.isNew ? 201 : 200)
})

rooms.get('/:room/status', async (c) => c.json((await poll(fanOf(c))) satisfies PollAnswer))

rooms.post('/:room/claim', async (c) => {
  const { session, again } = await claimTurn(fanOf(c))
  const answer: z.infer<typeof claimAnswer> = { kind: 'admitted', session, again }
  return c.json(answer, again ? 200 : 201)
})

rooms.post('/:room/here', async (c) => {
  const answer: z.infer<typeof hereAnswer> = await sayHere(fanOf(c))
  return c.json(answer)
})

rooms.post('/:room/leave', async (c) => {
  const answer: z.infer<typeof leaveAnswer> = await leaveRoom(fanOf(c))
  dropPlace(c)
  return c.json(answer)
})

rooms.post('/:room/move', async (c) => {
  const { place, token } = await moveHere(fanOf(c))
  keepPlace(c, token)
  const answer: z.infer<typeof moveAnswer> = { kind: 'moved', place, token }
  return c.json(answer)
})

rooms.post('/:room/renew', async (c) => {
  const { sessionId } = await bodyOf(c, sessionRequest)
  const session = await renewSession(fanOf(c), sessionId)
  const answer: z.infer<typeof renewAnswer> = { kind: 'renewed', session }
  return c.json(answer)
})

rooms.post('/:room/release', async (c) => {
  const { sessionId } = await bodyOf(c, sessionRequest)
  const answer: z.infer<typeof releaseAnswer> = await releaseSession(fanOf(c), sessionId)
  return c.json(answer)
})

/** What everybody may know. However old it is, it says so. */
rooms.get('/:room/document', async (c) => {
  const fan = fanOf(c)
  const document = await heldFor(fan).documents.room(fan, 'near')
  if (document === undefined) throw busy()
  c.header('Cache-Control', 'public, max-age=1')
  return c.json(document)
})

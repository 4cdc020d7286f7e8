import { Hono } from 'hono'
import type { z } from 'zod'
import type { claimAnswer, hereAnswer, leaveAnswer } from '../../core/protocol/claim.ts'
import { joinRequest, type JoinAnswer } from '../../core/protocol/join.ts'
import type { DoorAnswer } from '../../core/protocol/door.ts'
import type { moveAnswer } from '../../core/protocol/move.ts'
import type { PollAnswer } from '../../core/protocol/poll.ts'
import {
  sessionRequest,
  type releaseAnswer,
  type renewAnswer,
} from '../../core/protocol/session.ts'
import { redeemRequest, type TransferAnswer } from '../../core/protocol/transfer.ts'
import { allowOrigin, answerJson } from '../answer-json.ts'
import { door } from '../fan/door.ts'
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
import { offerTransfer, redeemTransfer } from '../fan/transfer.ts'
import { heldFor } from '../isolate/held-rooms.ts'
import type { EdgeEnv } from '../settings.ts'
import {
  bodyOf,
  fanOf,
  knownRoom,
  otherOrigin,
  pageUrlOf,
  placeDropped,
  placeKept,
} from './room-request.ts'

/** A room, as its fans' pages and apps speak to it. Every shape is in core/protocol. */
export const rooms = new Hono<EdgeEnv>()

/** A browser asks first, before a page of another origin may speak to us as its own would. */
rooms.options('/:room/:what', knownRoom, (c) => {
  const origin = c.get('allowedOrigin')
  if (origin === undefined) throw otherOrigin()
  const headers = new Headers({
    'Access-Control-Allow-Methods': 'GET, POST',
    'Access-Control-Allow-Headers': 'Authorization, Content-Type',
    'Access-Control-Max-Age': '7200',
  })
  allowOrigin(headers, origin)
  return new Response(null, { status: 204, headers })
})

rooms.post('/:room/join', knownRoom, async (c) => {
  const joined = await join(fanOf(c), await bodyOf(c, joinRequest))
  const answer: JoinAnswer = joined.answer
  const kept = joined.token === undefined ? {} : placeKept(c, joined.token)
  return answerJson(c, answer, joined.isNew ? 201 : 200, kept)
})

rooms.get('/:room/status', knownRoom, async (c) => {
  const answer: PollAnswer = await poll(fanOf(c))
  return answerJson(c, answer)
})

rooms.post('/:room/claim', knownRoom, async (c) => {
  const { session, again } = await claimTurn(fanOf(c))
  const answer: z.infer<typeof claimAnswer> = { kind: 'admitted', session, again }
  return answerJson(c, answer, again ? 200 : 201)
})

rooms.post('/:room/here', knownRoom, async (c) => {
  const answer: z.infer<typeof hereAnswer> = await sayHere(fanOf(c))
  return answerJson(c, answer)
})

rooms.post('/:room/leave', knownRoom, async (c) => {
  const answer: z.infer<typeof leaveAnswer> = await leaveRoom(fanOf(c))
  return answerJson(c, answer, 200, placeDropped(c))
})

rooms.post('/:room/move', knownRoom, async (c) => {
  const { place, token } = await moveHere(fanOf(c))
  const answer: z.infer<typeof moveAnswer> = { kind: 'moved', place, token }
  return answerJson(c, answer, 200, placeKept(c, token))
})

rooms.post('/:room/transfer', knownRoom, async (c) => {
  const answer: TransferAnswer = await offerTransfer(fanOf(c), pageUrlOf(c))
  return answerJson(c, answer, 201)
})

rooms.post('/:room/redeem', knownRoom, async (c) => {
  const { place, token } = await redeemTransfer(fanOf(c), await bodyOf(c, redeemRequest))
  const answer: z.infer<typeof moveAnswer> = { kind: 'moved', place, token }
  return answerJson(c, answer, 200, placeKept(c, token))
})

rooms.post('/:room/renew', knownRoom, async (c) => {
  const { sessionId } = await bodyOf(c, sessionRequest)
  const session = await renewSession(fanOf(c), sessionId)
  const answer: z.infer<typeof renewAnswer> = { kind: 'renewed', session }
  return answerJson(c, answer)
})

rooms.post('/:room/release', knownRoom, async (c) => {
  const { sessionId } = await bodyOf(c, sessionRequest)
  const answer: z.infer<typeof releaseAnswer> = await releaseSession(fanOf(c), sessionId)
  return answerJson(c, answer)
})

rooms.get('/:room/door', knownRoom, async (c) => {
  const answer: DoorAnswer = await door(fanOf(c))
  return answerJson(c, answer, 200, { 'Cache-Control': 'public, max-age=1' })
})

/** What everybody may know. However old it is, it says so. */
rooms.get('/:room/document', knownRoom, async (c) => {
  const fan = fanOf(c)
  const document = await heldFor(fan).documents.room(fan, 'near')
  if (document === undefined) throw busy()
  return answerJson(c, document, 200, { 'Cache-Control': 'public, max-age=1' })
})

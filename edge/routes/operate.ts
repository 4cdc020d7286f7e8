import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { z } from 'zod'
import type { MeasuresAnswer } from '../../core/protocol/measures.ts'
import {
  commandRequest,
  messageRequest,
  revokeRequest,
  steerRequest,
  type revokeAnswer,
} from '../../core/protocol/operate.ts'
import { AppError } from '../../core/problem.ts'
import { answerJson } from '../answer-json.ts'
import { answered, busy, openingOf } from '../fan/fan.ts'
import { readSessionId } from '../fan/session-id.ts'
import { heldFor } from '../isolate/held-rooms.ts'
import { deskStub, roomStub, segmentStub } from '../objects/stubs.ts'
import type { EdgeEnv } from '../settings.ts'
import { isSame } from '../tokens/same.ts'
import { bearerOf, bodyOf, fanOf, knownRoom } from './room-request.ts'

const KEY_MIN_CHARS = 16

/** Without a key that is long enough there is no operator, rather than an easy one. */
const operatorOnly = createMiddleware<EdgeEnv>(async (c, next) => {
  const key = c.env.OPERATOR_KEY ?? ''
  const given = bearerOf(c)
  if (key.length < KEY_MIN_CHARS || given === undefined || !isSame(given, key)) {
    throw new AppError('operator-only', 'This is for operators: send the operator’s key.')
  }
  await next()
})

/** The few words a sale cannot do without, until operators have an interface of their own. */
export const operate = new Hono<EdgeEnv>()

operate.post('/:room/command', knownRoom, operatorOnly, async (c) => {
  const { command } = await bodyOf(c, commandRequest)
  const { id } = c.get('entry')
  const room = roomStub(c.env, id)
  await answered(() =>
    command === 'sold-out' ? room.announce(id, { kind: command }) : room.command(id, command),
  )
  return answerJson(c, { kind: 'done' })
})

operate.post('/:room/message', knownRoom, operatorOnly, async (c) => {
  const { text } = await bodyOf(c, messageRequest)
  const { id } = c.get('entry')
  await answered(() => roomStub(c.env, id).announce(id, { kind: 'message', text }))
  return answerJson(c, { kind: 'done' })
})

operate.post('/:room/steer', knownRoom, operatorOnly, async (c) => {
  const changes = await bodyOf(c, steerRequest)
  const steered = await answered(() =>
    roomStub(c.env, c.get('entry').id).steer(c.get('entry').id, changes),
  )
  if (steered.kind === 'changed') return answerJson(c, { kind: 'done' })
  throw new AppError('settings-refused', `This cannot be changed now: ${steered.reason}.`)
})

operate.post('/:room/revoke', knownRoom, operatorOnly, async (c) => {
  const { sessionId } = await bodyOf(c, revokeRequest)
  const name = readSessionId(sessionId)
  const fan = fanOf(c)
  const room = await heldFor(fan).documents.room(fan, 'near')
  if (room === undefined) throw busy()
  const isKnown = name?.epoch === room.epoch && room.lanes.some(({ id }) => id === name.lane)
  if (name === undefined || !isKnown) {
    throw new AppError('not-found', 'There is no such session in this room: check its id.')
  }
  const opening = openingOf(fan, room, name.lane, name.position)
  const answer: z.infer<typeof revokeAnswer> = await answered(() =>
    segmentStub(c.env, opening).revoke(opening, name.position, name.turn),
  )
  return answerJson(c, answer)
})

operate.get('/:room/measures', knownRoom, operatorOnly, async (c) => {
  const { id, desks } = c.get('entry')
  const { own, segments, epoch, halt, ...slots } = await answered(() =>
    roomStub(c.env, id).measures(id),
  )
  const answer: MeasuresAnswer = {
    epoch,
    room: own,
    desks: await Promise.all(
      Array.from({ length: desks }, (_, index) =>
        answered(() => deskStub(c.env, id, index).measures()),
      ),
    ),
    segments: await Promise.all(
      segments.map(async ({ lane, index }) => ({
        lane,
        index,
        ...(await answered(() => segmentStub(c.env, { room: id, epoch, lane, index }).measures())),
      })),
    ),
    ...slots,
    ...(halt !== undefined && { halt }),
  }
  return answerJson(c, answer)
})

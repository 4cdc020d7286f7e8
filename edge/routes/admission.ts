import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { z } from 'zod'
import { AppError } from '../../core/problem.ts'
import {
  admissionReleaseRequest,
  admissionRenewRequest,
  admissionRequest,
  type admissionAnswer,
  type admissionRenewAnswer,
  type pressureAnswer,
} from '../../core/protocol/admission.ts'
import type { releaseAnswer } from '../../core/protocol/session.ts'
import { originReport } from '../../core/queue/pressure/report.ts'
import { admitByCode, endAdmission, renewAdmission } from '../admission/exchange.ts'
import { revocationsAfter } from '../admission/revocations.ts'
import { answerJson } from '../answer-json.ts'
import { answered, busy } from '../fan/fan.ts'
import { roomStub } from '../objects/stubs.ts'
import type { EdgeEnv } from '../settings.ts'
import { serviceOf } from '../tokens/service-keys.ts'
import { bearerOf, bodyOf, fanOf, knownRoom } from './room-request.ts'

/** A room, as shops' servers speak to it: see docs/admission.md. */
export const admission = new Hono<EdgeEnv>()

const serviceOnly = createMiddleware<EdgeEnv>(async (c, next) => {
  const given = bearerOf(c)
  if (given === undefined || serviceOf(c.env, c.get('entry').id, given) === undefined) {
    throw new AppError('service-only', 'This is for the shop’s server: send its service key.')
  }
  await next()
})

admission.post('/:room/admissions', knownRoom, serviceOnly, async (c) => {
  const { code, holderHash } = await bodyOf(c, admissionRequest)
  const admitted = await admitByCode(fanOf(c), code, holderHash)
  const answer: z.infer<typeof admissionAnswer> = { kind: 'admitted', ...admitted }
  return answerJson(c, answer, 201)
})

admission.post('/:room/admissions/renew', knownRoom, serviceOnly, async (c) => {
  const { token, holder } = await bodyOf(c, admissionRenewRequest)
  const renewed = await renewAdmission(fanOf(c), token, holder)
  const answer: z.infer<typeof admissionRenewAnswer> = { kind: 'renewed', ...renewed }
  return answerJson(c, answer)
})

admission.post('/:room/admissions/release', knownRoom, serviceOnly, async (c) => {
  const { sessionId } = await bodyOf(c, admissionReleaseRequest)
  const answer: z.infer<typeof releaseAnswer> = await endAdmission(fanOf(c), sessionId)
  return answerJson(c, answer)
})

admission.post('/:room/pressure', knownRoom, serviceOnly, async (c) => {
  const report = { ...(await bodyOf(c, originReport)), source: 'origin' as const }
  const { id } = c.get('entry')
  await answered(() => roomStub(c.env, id).hearOrigin(id, report))
  const answer: z.infer<typeof pressureAnswer> = { kind: 'heard' }
  return answerJson(c, answer, 202)
})

/** Public: it is signed, it names nobody, and whoever verifies must be able to read it. */
admission.get('/:room/revocations', knownRoom, async (c) => {
  const after = Number(c.req.query('after') ?? 0)
  const delta = await revocationsAfter(
    fanOf(c),
    Number.isSafeInteger(after) && after > 0 ? after : 0,
  )
  if (delta === undefined) throw busy()
  return c.body(delta, 200, { 'Content-Type': 'application/jose', 'Cache-Control': 'no-store' })
})

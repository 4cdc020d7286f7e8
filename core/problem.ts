/**
 * What every tier says when it cannot do what was asked: one stable code, one sentence, and one
 * table from the code to an HTTP status. A tier has one place that turns it into an answer.
 */
import type { ProblemOnWire } from './protocol/problem.ts'
import { refusals } from './token/refusals.ts'

export const ownStatuses = {
  'not-found': 404,
  'method-not-allowed': 405,
  internal: 500,
  'invalid-request': 400,
  'body-too-large': 413,
  'no-place': 401,
  'other-origin': 403,
  'not-an-upgrade': 426,
  'join-too-early': 409,
  'join-drawing': 409,
  'join-paused': 409,
  'join-closed': 409,
  'join-rejected': 409,
  'headers-too-large': 431,
  'shop-down': 502,
  'shop-slow': 504,
  'service-only': 401,
  'code-malformed': 400,
  'code-expired': 410,
  'code-used': 410,
  'no-offer': 409,
  'offer-lapsed': 410,
  'moved-too-often': 409,
  'protocol-too-old': 410,
  'protocol-newer': 503,
  'transfer-unknown': 404,
  'transfer-used': 410,
  'transfer-too-many-tries': 410,
  'room-busy': 503,
  'room-held': 503,
  'room-closed': 503,
} as const

/** What operators alone can meet. */
export const operateStatuses = {
  'operator-only': 401,
  'role-too-low': 403,
  'room-exists': 409,
  'limit-reached': 409,
  'version-conflict': 409,
  'not-now': 409,
} as const

/** What callers of the origin alone can meet. */
const originStatuses = {
  'gateway-only': 401,
  'stale-cursor': 410,
  'store-down': 503,
  'too-slow': 503,
  'not-ready': 503,
} as const

type OperateCode = keyof typeof operateStatuses
type OriginCode = keyof typeof originStatuses
type OwnCode = keyof typeof ownStatuses
export type ProblemCode = OwnCode | OperateCode | OriginCode | keyof typeof refusals

type ProblemStatus =
  | (typeof ownStatuses)[OwnCode]
  | (typeof operateStatuses)[OperateCode]
  | (typeof originStatuses)[OriginCode]
  | (typeof refusals)[keyof typeof refusals]['status']

export function statusOfCode(code: ProblemCode): ProblemStatus {
  if (isRefusal(code)) return refusals[code].status
  if (isOfOrigin(code)) return originStatuses[code]
  return isOfOperators(code) ? operateStatuses[code] : ownStatuses[code]
}

function isOfOrigin(code: ProblemCode): code is OriginCode {
  return code in originStatuses
}

function isOfOperators(code: ProblemCode): code is OperateCode {
  return code in operateStatuses
}

function isRefusal(code: ProblemCode): code is keyof typeof refusals {
  return code in refusals
}

/** What else a caller may know: see ProblemOnWire. */
type Details = Omit<ProblemOnWire, 'code' | 'message'> & { retryAfterSeconds?: number }

/** Thrown where going on makes no sense. Its message is read by the caller: it leaks nothing. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ProblemCode
  readonly details: Details

  constructor(code: ProblemCode, message: string, details: Details = {}, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.details = details
  }
}

/** A token that is refused, as an answer: what may be our own delay is worth another try. */
export function refusalOf(code: keyof typeof refusals): AppError {
  const { status, step, message } = refusals[code]
  return new AppError(code, message, { step, ...(status === 503 && { retryAfterSeconds: 2 }) })
}

/** What the caller may know. Anything but an AppError was not meant for their eyes. */
export function problemOf(error: unknown): ProblemOnWire & { code: ProblemCode } {
  if (error instanceof AppError) {
    const { retryAfterSeconds: _, ...details } = error.details
    return { code: error.code, message: error.message, ...details }
  }
  return {
    code: 'internal',
    message: 'Something failed on our side: try again, and quote the request id if it goes on.',
  }
}

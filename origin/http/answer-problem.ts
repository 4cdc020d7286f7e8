/** The one place where what went wrong becomes an answer, in the shape and with the codes of all tiers. */
import type { Context } from 'hono'
import { AppError, problemOf, statusOfCode } from '../../core/problem.ts'
import { StoreFailure, type FailureCode } from '../stores/failure.ts'
import type { OriginEnv } from './route.ts'

const AGAIN_SECONDS = 5

export function answerProblem(
  c: Context<OriginEnv>,
  error: unknown,
  more: Readonly<Record<string, string>> = {},
): Response {
  const known = knownProblem(error)
  const problem = problemOf(known)
  const status = statusOfCode(problem.code)
  const againSeconds = known instanceof AppError ? known.details.retryAfterSeconds : undefined
  return c.json(problem, status, {
    ...more,
    ...(status === 401 && { 'WWW-Authenticate': 'Bearer' }),
    ...(againSeconds !== undefined && { 'Retry-After': String(againSeconds) }),
  })
}

/** A store's own sentence is for the log: it may name a server, a collection or a key. */
function knownProblem(error: unknown): unknown {
  return error instanceof StoreFailure ? storeProblems[error.code](error) : error
}

const storeProblems: Readonly<Record<FailureCode, (cause: StoreFailure) => AppError>> = {
  unreachable: storeDown,
  closed: storeDown,
  'disk-full': storeDown,
  'wrong-secret': (cause) => failed(cause),
  'too-large': (cause) =>
    new AppError('body-too-large', 'This is larger than can be kept: send less.', {}, { cause }),
  'bad-request': (cause) =>
    new AppError('invalid-request', 'This cannot be kept as it is: check it.', {}, { cause }),
  'stale-cursor': (cause) =>
    new AppError(
      'stale-cursor',
      'The place to go on from is no longer there: begin again.',
      {},
      { cause },
    ),
}

function storeDown(cause: StoreFailure): AppError {
  const message = 'What keeps this does not answer now: try again in a few seconds.'
  return new AppError('store-down', message, { retryAfterSeconds: AGAIN_SECONDS }, { cause })
}

function failed(cause: StoreFailure): AppError {
  const { message } = problemOf(cause)
  return new AppError('internal', message, {}, { cause })
}

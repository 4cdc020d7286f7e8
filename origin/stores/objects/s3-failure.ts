/**
 * What a server of this kind says, in the port's words. Servers agree on most codes and on the HTTP
 * status; an answer to HEAD has no code at all. What is neither a code of theirs nor of the network
 * should not happen and stays as it is.
 */
import { S3ServiceException } from '@aws-sdk/client-s3'
import { StoreFailure, type FailureCode } from '../failure.ts'
import { CutOff } from './measured-body.ts'

const NOT_KNOWN = 'The server does not take the access key or its secret: set the right ones.'

const byCode: Readonly<Record<string, readonly [FailureCode, string]>> = {
  NoSuchBucket: ['bad-request', 'There is no such bucket: make it, or name another.'],
  ExistingObjectIsDirectory: [
    'bad-request',
    'The key is the folder of other objects here: take another key.',
  ],
  ObjectParentIsFile: ['bad-request', 'A folder of the key is an object here: take another key.'],
  InsufficientStorage: ['disk-full', 'The server has no room left: make some, then send it again.'],
  QuotaExceeded: ['disk-full', 'The quota is used up: raise it, then send it again.'],
  XMinioStorageFull: ['disk-full', 'The server has no room left: make some, then send it again.'],
  EntityTooLarge: ['too-large', 'The body is larger than the server takes: send less.'],
  AccessDenied: ['wrong-secret', 'The access key may not do this: allow it, or use another.'],
  // A gateway's own word for a key that it does not know, with a status that says less.
  XAdminUserNotFound: ['wrong-secret', NOT_KNOWN],
  // The clocks differ too much for a signature to hold.
  RequestTimeTooSkewed: ['unreachable', 'The clock here or at the server is wrong: set it right.'],
  RequestTimeout: ['unreachable', 'The server did not get the whole request: try again.'],
  ConditionalRequestConflict: [
    'unreachable',
    'Somebody else wrote the same key at the same moment: send it again.',
  ],
}

const NOT_DONE = 'The server could not do it: try again.'
const NO_ANSWER = 'The server does not answer: see that it runs and can be reached, then try again.'

/** A timer of ours or of the client ended it. */
const TIMED_OUT = ['AbortError', 'TimeoutError']
const NETWORK =
  /^(?:ECONN|EPIPE|ENOTFOUND|EAI_|EHOST|ENET|ETIMEDOUT|EADDRNOTAVAIL|ERR_STREAM_PREMATURE_CLOSE)/

export function s3Failure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreFailure) return error
  const found = error instanceof S3ServiceException ? answered(error) : unanswered(error)
  return found === undefined ? error : new StoreFailure(found[0], found[1], { cause: error })
}

function answered(error: S3ServiceException): readonly [FailureCode, string] | undefined {
  const known = byCode[error.name]
  if (known !== undefined) return known
  const status = statusOf(error)
  if (status >= 500)
    return status === 507 ? byCode['InsufficientStorage'] : ['unreachable', NOT_DONE]
  if (status === 401 || status === 403) return ['wrong-secret', NOT_KNOWN]
  if (status === 413) return byCode['EntityTooLarge']
  if (status === 408 || status === 429) return ['unreachable', NOT_DONE]
  if (status >= 400) return ['bad-request', `The server refuses this request: ${error.name}.`]
}

function unanswered(error: Error): readonly [FailureCode, string] | undefined {
  if (error instanceof CutOff || TIMED_OUT.includes(error.name)) return ['unreachable', NO_ANSWER]
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (NETWORK.test(code)) return ['unreachable', NO_ANSWER]
}

/** The status of an answer, or 0 when there was none. */
export function statusOf(error: unknown): number {
  return error instanceof S3ServiceException ? (error.$metadata.httpStatusCode ?? 0) : 0
}

import { S3ServiceException } from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { StoreFailure } from '../failure.ts'
import { CutOff } from './measured-body.ts'
import { s3Failure, statusOf } from './s3-failure.ts'

function answer(httpStatusCode: number, name: string): S3ServiceException {
  return new S3ServiceException({ name, $fault: 'client', $metadata: { httpStatusCode } })
}

test.each([
  [403, 'SignatureDoesNotMatch', 'wrong-secret'],
  [403, 'InvalidAccessKeyId', 'wrong-secret'],
  [403, 'AccessDenied', 'wrong-secret'],
  [403, 'Unknown', 'wrong-secret'],
  [401, 'Unknown', 'wrong-secret'],
  [404, 'XAdminUserNotFound', 'wrong-secret'],
  [403, 'RequestTimeTooSkewed', 'unreachable'],
  [403, 'QuotaExceeded', 'disk-full'],
  [507, 'InsufficientStorage', 'disk-full'],
  [507, 'Unknown', 'disk-full'],
  [404, 'NoSuchBucket', 'bad-request'],
  [409, 'ObjectParentIsFile', 'bad-request'],
  [409, 'ExistingObjectIsDirectory', 'bad-request'],
  [400, 'KeyTooLongError', 'bad-request'],
  [409, 'ConditionalRequestConflict', 'unreachable'],
  [400, 'EntityTooLarge', 'too-large'],
  [413, 'Unknown', 'too-large'],
  [400, 'RequestTimeout', 'unreachable'],
  [429, 'TooManyRequests', 'unreachable'],
  [500, 'InternalError', 'unreachable'],
  [503, 'SlowDown', 'unreachable'],
])('an answer %i %s is %s', (status, name, code) => {
  const error = answer(status, name)

  expect(s3Failure(error)).toMatchObject({ code, cause: error })
  expect(statusOf(error)).toBe(status)
})

test.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT'])(
  'a network that says %s is unreachable',
  (code) => {
    expect(s3Failure(Object.assign(new Error('no'), { code }))).toMatchObject({
      code: 'unreachable',
    })
  },
)

test.each(['TimeoutError', 'AbortError'])('a %s is unreachable', (name) => {
  expect(s3Failure(Object.assign(new Error('no'), { name }))).toMatchObject({ code: 'unreachable' })
})

test('a body that was cut off is unreachable', () => {
  expect(s3Failure(new CutOff(3))).toMatchObject({ code: 'unreachable' })
})

test('what should not happen, and what is a failure already, stay as they are', () => {
  for (const error of [new TypeError('bug'), new StoreFailure('closed', 'x'), 'text', undefined]) {
    expect(s3Failure(error)).toBe(error)
  }
})

/**
 * Small bodies go in one request. Others go in parts, a few at a time, so that a stream is never held
 * whole; the last request makes an object of them, and it is the one that has the condition.
 */
import {
  PutObjectCommand,
  S3ServiceException,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { setTimeout as wait } from 'node:timers/promises'
import { StoreFailure } from '../failure.ts'
import { noted } from './noted-stream.ts'
import { CONTENT_TYPE_DEFAULT, type Body, type Put, type PutOptions } from './objects.ts'
import { unquoted } from './s3-about.ts'
import type { S3Connection } from './s3-connection.ts'
import { statusOf } from './s3-failure.ts'

/** Together they bound what one stream holds in memory. Ten thousand parts are the most there are. */
const PART_BYTES = 8 * 1_024 * 1_024
const PARTS_AT_ONCE = 2
/** What is sent within the time of a question. */
const LITTLE_BYTES = 256 * 1_024

const CONFLICT_TRIES = 5
const CONFLICT_WAIT_MS = 50

export async function putObject(
  connection: S3Connection,
  key: string,
  body: Body,
  options: PutOptions,
): Promise<Put> {
  const { contentType = CONTENT_TYPE_DEFAULT, metadata = {}, when } = options
  const head: PutObjectCommandInput = {
    Bucket: connection.bucket,
    Key: key,
    ContentType: contentType,
    Metadata: { ...metadata },
    ...(when === undefined ? {} : conditionOf(when)),
  }
  try {
    if (body instanceof ReadableStream) return await putStream(connection, head, body)
    return await putBytes(connection, head, typeof body === 'string' ? Buffer.from(body) : body)
  } catch (error) {
    const cause = error instanceof StoreFailure ? error.cause : undefined
    if (when !== undefined && conditionFailed(cause)) return notSo(cause)
    throw error
  }
}

async function putStream(
  connection: S3Connection,
  head: PutObjectCommandInput,
  body: ReadableStream<Uint8Array>,
): Promise<Put> {
  const source = noted(body)
  try {
    return await inParts(connection, { ...head, Body: source.stream })
  } catch (error) {
    await source.stop(error)
    // The caller's own failure is the caller's, whatever became of the upload.
    if (source.failure !== undefined) throw source.failure.error
    throw error
  }
}

async function putBytes(
  connection: S3Connection,
  head: PutObjectCommandInput,
  body: Uint8Array,
): Promise<Put> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (body.byteLength > PART_BYTES) return await inParts(connection, { ...head, Body: body })
      return await inOne(connection, { ...head, Body: body }, body.byteLength)
    } catch (error) {
      const conflict = error instanceof StoreFailure && isConflict(error.cause)
      if (!conflict || attempt === CONFLICT_TRIES) throw error
      await wait(CONFLICT_WAIT_MS * attempt * (1 + Math.random()))
    }
  }
}

async function inOne(
  connection: S3Connection,
  input: PutObjectCommandInput,
  sizeBytes: number,
): Promise<Put> {
  const command = new PutObjectCommand(input)
  const answer = await (sizeBytes <= LITTLE_BYTES
    ? connection.asked((abortSignal) => connection.client.send(command, { abortSignal }))
    : connection.carried(() => connection.client.send(command)))
  return { kind: 'put', etag: unquoted(answer.ETag) }
}

async function inParts(connection: S3Connection, params: PutObjectCommandInput): Promise<Put> {
  const { client } = connection
  const upload = new Upload({ client, params, partSize: PART_BYTES, queueSize: PARTS_AT_ONCE })
  const answer = await connection.carried(() => upload.done())
  return { kind: 'put', etag: unquoted(answer.ETag) }
}

function conditionOf(when: NonNullable<PutOptions['when']>) {
  return 'etag' in when ? { IfMatch: `"${when.etag}"` } : { IfNoneMatch: '*' }
}

/** Nothing there to match is 404. */
function conditionFailed(error: unknown): error is S3ServiceException {
  if (!(error instanceof S3ServiceException)) return false
  return statusOf(error) === 412 || error.name === 'NoSuchKey'
}

/** After a try that was cut off, what stands in the way may be what that try wrote. */
function notSo(error: S3ServiceException): Put {
  if ((error.$metadata.attempts ?? 1) === 1) return { kind: 'not-so' }
  const message =
    'The connection broke, and whether this was written is not known: look, then decide.'
  throw new StoreFailure('unreachable', message, { cause: error })
}

function isConflict(error: unknown): boolean {
  return error instanceof S3ServiceException && error.name === 'ConditionalRequestConflict'
}

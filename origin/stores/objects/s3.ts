/**
 * The objects port over a bucket of a server that speaks S3. Nothing is asked until the first call, and
 * the bucket must be there: `ensureBucket` makes it where that is ours to do. A process that is killed
 * in the middle of a large stream leaves parts that no listing shows: give the bucket a rule that ends
 * unfinished uploads after some days.
 */
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { StoreFailure } from '../failure.ts'
import { checkKey, checkListing, checkPut, checkRange } from './key.ts'
import { measuredBody } from './measured-body.ts'
import { orCancelled } from './or-cancelled.ts'
import {
  LIST_MAX,
  type AboutWhole,
  type Body,
  type Got,
  type List,
  type Objects,
  type Put,
  type PutOptions,
  type Range,
} from './objects.ts'
import { aboutWhole, listObjects, said } from './s3-about.ts'
import { answerBody } from './s3-body.ts'
import { askForBucket } from './s3-bucket.ts'
import { S3Connection, type S3Settings } from './s3-connection.ts'
import { statusOf } from './s3-failure.ts'
import { putObject } from './s3-put.ts'

export function openS3Objects(settings: S3Settings): Objects {
  return new S3Objects(new S3Connection(settings))
}

class S3Objects implements Objects {
  readonly #connection: S3Connection
  #known = false

  constructor(connection: S3Connection) {
    this.#connection = connection
  }

  put(key: string, body: Body, options: PutOptions = {}): Promise<Put> {
    return orCancelled(body, async () => {
      checkPut(key, options)
      this.#connection.mustBeOpen()
      return putObject(this.#connection, key, body, options)
    })
  }

  async get(key: string, range?: Range): Promise<Got> {
    checkKey(key)
    if (range !== undefined) checkRange(range)
    const command = new GetObjectCommand({ ...this.#at(key), ...rangeHeader(range) })
    const { client, failureOf } = this.#connection
    try {
      const answer = await this.#connection.asked((abortSignal) =>
        client.send(command, { abortSignal }),
      )
      const source = answerBody(answer.Body)
      const bodyBytes = said(answer.ContentLength, 'length')
      const sizeBytes = wholeSizeOf(answer.ContentRange) ?? bodyBytes
      // Of an empty object some servers answer all of it, whatever part is asked for.
      if (range !== undefined && range.fromByte >= sizeBytes) {
        await source.end()
        return { kind: 'out-of-range', sizeBytes }
      }
      const about = aboutWhole(key, { ...answer, ContentLength: sizeBytes })
      return { kind: 'object', about, body: measuredBody(source, bodyBytes, failureOf) }
    } catch (error) {
      if (isNone(error)) return { kind: 'none' }
      if (!(error instanceof StoreFailure) || statusOf(error.cause) !== 416) throw error
      const there = await this.about(key)
      if (there === undefined) return { kind: 'none' }
      return { kind: 'out-of-range', sizeBytes: there.sizeBytes }
    }
  }

  async about(key: string): Promise<AboutWhole | undefined> {
    checkKey(key)
    const command = new HeadObjectCommand(this.#at(key))
    try {
      const answer = await this.#connection.asked((abortSignal) =>
        this.#connection.client.send(command, { abortSignal }),
      )
      return aboutWhole(key, answer)
    } catch (error) {
      if (!isNone(error)) throw error
      // An answer without a body does not say what is missing: the object, the bucket or our key.
      if (!this.#known) await this.ping()
      return undefined
    }
  }

  async list(
    prefix: string,
    { after, limit = LIST_MAX }: { readonly after?: string; readonly limit?: number } = {},
  ): Promise<List> {
    checkListing(prefix, after, limit)
    return listObjects(this.#connection, prefix, after, limit)
  }

  async remove(key: string): Promise<void> {
    checkKey(key)
    const command = new DeleteObjectCommand(this.#at(key))
    try {
      await this.#connection.asked((abortSignal) =>
        this.#connection.client.send(command, { abortSignal }),
      )
    } catch (error) {
      if (!isNone(error)) throw error
    }
  }

  async ping(): Promise<void> {
    await askForBucket(this.#connection)
    this.#known = true
  }

  async close(): Promise<void> {
    this.#connection.close()
  }

  #at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.#connection.bucket, Key: key }
  }
}

function rangeHeader(range: Range | undefined): { Range?: string } {
  return range === undefined ? {} : { Range: `bytes=${range.fromByte}-${range.toByte ?? ''}` }
}

/** `bytes 2-5/10` is a part of ten bytes. */
function wholeSizeOf(contentRange: string | undefined): number | undefined {
  const digits = contentRange?.match(/\/(\d+)$/)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** A server that has no such bucket says so by another code, but not to a question without a body. */
function isNone(error: unknown): boolean {
  if (!(error instanceof StoreFailure) || !(error.cause instanceof S3ServiceException)) return false
  return ['NoSuchKey', 'NotFound'].includes(error.cause.name)
}

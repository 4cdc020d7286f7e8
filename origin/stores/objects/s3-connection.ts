/** One bucket of a server that speaks S3: how it is asked, and for how long. */
import { S3Client } from '@aws-sdk/client-s3'
import { StoreFailure } from '../failure.ts'
import { s3Failure } from './s3-failure.ts'

export type S3Settings = {
  /** None is Amazon's own of the region. */
  readonly endpoint?: string
  readonly region: string
  readonly bucket: string
  readonly accessKey: string
  readonly secretKey: string
}

/** Three tries at the most: with what is waited between them a dead server is known within 5 s. */
const TRIES = 3
const CONNECT_WITHIN_MS = 1_500
/** What carries next to nothing, with all its tries. */
const ANSWER_WITHIN_MS = 5_000
/** One try of what carries a part of a body: from its first byte to the answer. */
const PART_WITHIN_MS = 20_000
/** A body that is being read holds its connection, and slow readers may be many. */
const CONNECTIONS_MAX = 256

export class S3Connection {
  readonly client: S3Client
  readonly bucket: string
  readonly region: string
  #closed = false

  constructor({ endpoint, region, bucket, accessKey, secretKey }: S3Settings) {
    this.bucket = bucket
    this.region = region
    this.client = new S3Client({
      ...(endpoint === undefined ? {} : { endpoint }),
      region,
      credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
      // Names of buckets under the server's own name need its DNS to take part.
      forcePathStyle: true,
      maxAttempts: TRIES,
      // We count the bytes of a body ourselves; a part of one has no checksum.
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: {
        connectionTimeout: CONNECT_WITHIN_MS,
        requestTimeout: PART_WITHIN_MS,
        throwOnRequestTimeout: true,
        httpAgent: { maxSockets: CONNECTIONS_MAX },
        httpsAgent: { maxSockets: CONNECTIONS_MAX },
      },
    })
  }

  /** What carries next to nothing. `signal` ends it in time, but no longer once it was answered. */
  async asked<Result>(send: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const controller = new AbortController()
    const timer = setTimeout(() => controller.abort(), ANSWER_WITHIN_MS)
    try {
      return await this.carried(() => send(controller.signal))
    } finally {
      clearTimeout(timer)
    }
  }

  /** What takes as long as its bytes. */
  async carried<Result>(send: () => Promise<Result>): Promise<Result> {
    this.mustBeOpen()
    try {
      return await send()
    } catch (error) {
      throw this.failureOf(error)
    }
  }

  readonly failureOf = (error: unknown): unknown =>
    this.#closed ? closed(error) : s3Failure(error)

  mustBeOpen(): void {
    if (this.#closed) throw closed()
  }

  close(): void {
    this.#closed = true
    this.client.destroy()
  }
}

function closed(cause?: unknown): StoreFailure {
  return new StoreFailure('closed', 'The objects were closed before this.', { cause })
}

/**
 * The objects port: bodies under keys, each whole or not there. A key is segments of letters, digits
 * and `. _ - = @ :` joined by `/`, in Unicode normal form C; no segment is empty or begins with a dot,
 * so that no key leads anywhere else.
 *
 * A key must not also be the folder of another one: where there is `a`, do not put `a/b`, nor the
 * other way round. The embedded store and the large services hold both; a server that keeps objects
 * as files refuses the second with 'bad-request'. `a-b` and `a.b` beside either are fine everywhere.
 */
export const KEY_MAX_BYTES = 512
export const SEGMENT_MAX_BYTES = 200
/** Names and values together. */
export const METADATA_MAX_BYTES = 2_048
export const LIST_MAX = 1_000
export const CONTENT_TYPE_DEFAULT = 'application/octet-stream'

export type About = {
  readonly key: string
  readonly sizeBytes: number
  /** Changes with the body; without quotes. It is not the body's digest. */
  readonly etag: string
  /** By the store's clock, which may count whole seconds. */
  readonly writtenAtMs: number
}

export type AboutWhole = About & {
  readonly contentType: string
  /** Names in lower case. */
  readonly metadata: Readonly<Record<string, string>>
}

export type Body = Uint8Array | string | ReadableStream<Uint8Array>

export type PutOptions = {
  readonly contentType?: string
  /** Names of a-z, 0-9 and -, values of printable ASCII: what an HTTP header takes everywhere. */
  readonly metadata?: Readonly<Record<string, string>>
  /** Only where there is none, or only over the very one that was seen. */
  readonly when?: { readonly absent: true } | { readonly etag: string }
}

export type Put =
  | { readonly kind: 'put'; readonly etag: string }
  /** `when` did not hold: nothing was written. */
  | { readonly kind: 'not-so' }

/** Both ends are within it, as in HTTP; an end after the object's is the object's. */
export type Range = { readonly fromByte: number; readonly toByte?: number }

export type Got =
  | {
      readonly kind: 'object'
      /** Of the whole object, whatever part of it the body is. */
      readonly about: AboutWhole
      /**
       * One version from end to end, whatever is put meanwhile; one that is cut off fails instead of
       * ending early. Read it to its end or cancel it: until then it holds a file or a connection.
       */
      readonly body: ReadableStream<Uint8Array>
    }
  | { readonly kind: 'none' }
  | { readonly kind: 'out-of-range'; readonly sizeBytes: number }

export type List = { readonly objects: readonly About[]; readonly next: string | undefined }

export interface Objects {
  /**
   * A stream is never held whole in memory, and one that fails leaves what was there before and
   * rejects with its own error. A stream that was not written is cancelled.
   */
  put(key: string, body: Body, options?: PutOptions): Promise<Put>
  get(key: string, range?: Range): Promise<Got>
  about(key: string): Promise<AboutWhole | undefined>
  /** In the order of the keys' bytes, at the most 1,000; `next` goes into `after`. */
  list(
    prefix: string,
    options?: { readonly after?: string; readonly limit?: number },
  ): Promise<List>
  /** Of one that is not there too. */
  remove(key: string): Promise<void>
  ping(): Promise<void>
  /** What is still running may fail. Safe to repeat. */
  close(): Promise<void>
}

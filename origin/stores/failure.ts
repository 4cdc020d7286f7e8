/**
 * What a store says when it cannot do what was asked: the same code from every adapter. What a caller
 * should expect in the ordinary run of things (a key that is taken, an object that changed) is a value
 * instead, and each port names its own.
 */
export type FailureCode =
  /** A server that does not answer, or a connection that broke: it may have done what it was asked. */
  | 'unreachable'
  /** The server answered that it does not know us. */
  | 'wrong-secret'
  /** A document, message or body over its limit. Nothing was written. */
  | 'too-large'
  /** A document, query, message or key that no adapter takes. Nothing was written. */
  | 'bad-request'
  /** Of another query, or of what is no longer kept. */
  | 'stale-cursor'
  /** Nothing was written. */
  | 'disk-full'
  /** After `close`. */
  | 'closed'

const mayPass: readonly FailureCode[] = ['unreachable', 'disk-full']

export class StoreFailure extends Error {
  override readonly name = 'StoreFailure'
  readonly code: FailureCode

  constructor(code: FailureCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }

  /** What was asked is never done, by whomever and however often it is asked. */
  get isRefusal(): boolean {
    return this.code === 'bad-request' || this.code === 'too-large'
  }

  /** The same call may succeed later; it must be one that is safe to repeat. */
  get mayPass(): boolean {
    return mayPass.includes(this.code)
  }
}

/**
 * What a check answers. These types are the package's own words: they name nothing of the code
 * they are compiled with, so that whoever uses the package needs none of it.
 */

/** The right to be in the shop. */
export type Admission = {
  /** What `release` ends. All tokens of one session bear it. */
  readonly sessionId: string
  /** Who is in the shop: the place in the line, as `lane:number`. */
  readonly subject: string
  readonly room: string
  readonly epoch: string
  readonly lane: string
  readonly issuedAtMs: number
  /** The end of the token, not of the session: it is renewed while that lasts. */
  readonly expiresAtMs: number
}

export type Outcome =
  | {
      readonly kind: 'admitted'
      /** Undefined where nobody was asked to wait, and for who was let through unseen. */
      readonly admission: Admission | undefined
      /** Let through without knowing whether the session was ended, or without a session. */
      readonly marked: boolean
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

export type Refusal = {
  readonly code: RefusalCode
  /** The HTTP status that belongs to it. */
  readonly status: 400 | 401 | 403 | 409 | 410 | 502 | 503
  /** retry: the same again in a few seconds. renew: ask for the next token. */
  readonly step: 'retry' | 'renew' | 'waiting-room'
  readonly message: string
}

export type RefusalCode =
  | TokenRefusalCode
  /** There is no token: a fan who has not been in the waiting room. */
  | 'admission-needed'
  /** Behind the gateway a request came without its word: it came another way. */
  | 'not-through-gateway'
  /** The one-time code is none, too old, or was used. */
  | 'code-malformed'
  | 'code-expired'
  | 'code-used'
  /** The waiting room did not answer, or not as it does. */
  | 'room-unreachable'
  | 'room-busy'
  /** It does not take the service key. */
  | 'service-only'

export type TokenRefusalCode =
  | 'admission-malformed'
  | 'admission-wrong-algorithm'
  | 'admission-wrong-type'
  | 'admission-unknown-key'
  | 'admission-bad-signature'
  | 'admission-wrong-issuer'
  | 'admission-wrong-audience'
  | 'admission-other-room'
  | 'admission-other-epoch'
  | 'admission-lives-too-long'
  | 'admission-not-yet-valid'
  | 'admission-expired'
  | 'admission-other-holder'
  | 'admission-revoked'
  | 'admission-held'
  | 'admission-closed'
  | 'admission-too-late-to-renew'
  | 'admission-session-over'

/** A session, and its newest token. */
export type Renewed = {
  readonly kind: 'renewed'
  readonly token: string
  readonly sessionUntilMs: number
}
export type Admitted = Omit<Renewed, 'kind'> & { readonly kind: 'admitted' }
export type Refused = { readonly kind: 'refused'; readonly refusal: Refusal }

/** How the shop fared in a window of time. */
export type PressureReport = {
  readonly reporter: string
  readonly atMs: number
  readonly windowMs: number
  readonly requests: number
  readonly errors: number
  readonly latencyP95Ms?: number
  readonly inFlight: number
  readonly stockLeft?: number
}

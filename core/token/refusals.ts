/**
 * Every reason to refuse a token: its stable code, the HTTP status, what the holder is to do, and
 * the sentence that says so. Whatever may be our own delay (a key not deployed here yet, a clock,
 * a document behind) is 503 and `retry`: nobody loses a place to it (R5).
 */

/**
 * retry: the same token again, in a few seconds. join: take a place in this room. take-over:
 * choose whether the place comes back to this page. sign-in: as who joined. renew: ask for the
 * next token. waiting-room: back with the place token; a session that lives is found again.
 */
type HolderStep = 'retry' | 'join' | 'take-over' | 'sign-in' | 'renew' | 'waiting-room'

type Refusal = { status: 400 | 401 | 403 | 409 | 410 | 503; step: HolderStep; message: string }

export const refusals = {
  'place-malformed': {
    status: 401,
    step: 'join',
    message: 'This is not a place token: join the room.',
  },
  'place-unknown-key': {
    status: 503,
    step: 'retry',
    message: 'The key of this place is not known here yet: keep it and try again.',
  },
  'place-bad-signature': {
    status: 401,
    step: 'join',
    message: 'We did not sign this place: join the room.',
  },
  'place-too-old-version': {
    status: 410,
    step: 'join',
    message: 'This place was given by a version no longer read: join the room.',
  },
  'place-newer-version': {
    status: 503,
    step: 'retry',
    message: 'This place was given by a version newer than this one: keep it and try again.',
  },
  'place-other-room': {
    status: 401,
    step: 'join',
    message: 'This place is in another room: join this one.',
  },
  'place-other-epoch': {
    status: 410,
    step: 'join',
    message: 'This place belongs to an earlier opening of this room: join it as it is now.',
  },
  'place-other-subject': {
    status: 401,
    step: 'sign-in',
    message: 'This place belongs to somebody else: sign in as who joined.',
  },
  'place-unknown-lane': {
    status: 503,
    step: 'retry',
    message: 'The lane of this place is not known here yet: keep it and try again.',
  },
  'place-from-the-future': {
    status: 503,
    step: 'retry',
    message: 'This place is newer than what is known here: keep it and try again.',
  },
  'place-gone': {
    status: 410,
    step: 'join',
    message: 'This place has ended: join the room for a new one.',
  },
  'place-superseded': {
    status: 410,
    step: 'take-over',
    message: 'This place moved to another page or device: go on there, or take it back here.',
  },

  'admission-malformed': {
    status: 400,
    step: 'waiting-room',
    message: 'This is not an admission token: go back to the waiting room.',
  },
  'admission-wrong-algorithm': {
    status: 401,
    step: 'waiting-room',
    message: 'Admission tokens are signed with ES256 alone: go back to the waiting room.',
  },
  'admission-wrong-type': {
    status: 401,
    step: 'waiting-room',
    message: 'This token was made for another use: go back to the waiting room.',
  },
  'admission-unknown-key': {
    status: 503,
    step: 'retry',
    message: 'The key of this token is not known here yet: keep it and try again.',
  },
  'admission-bad-signature': {
    status: 401,
    step: 'waiting-room',
    message: 'We did not sign this token: go back to the waiting room.',
  },
  'admission-wrong-issuer': {
    status: 401,
    step: 'waiting-room',
    message: 'This token was issued elsewhere: go back to the waiting room of this shop.',
  },
  'admission-wrong-audience': {
    status: 403,
    step: 'waiting-room',
    message: 'This token admits to another shop: go to the waiting room of this one.',
  },
  'admission-other-room': {
    status: 403,
    step: 'waiting-room',
    message: 'This token admits to another sale: go to the waiting room of this one.',
  },
  'admission-other-epoch': {
    status: 410,
    step: 'waiting-room',
    message: 'This token belongs to an earlier opening of the sale: go back to the waiting room.',
  },
  'admission-lives-too-long': {
    status: 401,
    step: 'waiting-room',
    message: 'This token would live longer than any may: go back to the waiting room.',
  },
  'admission-not-yet-valid': {
    status: 503,
    step: 'retry',
    message: 'This token is dated later than the clock here: keep it and try again.',
  },
  'admission-expired': {
    status: 401,
    step: 'renew',
    message: 'This token has ended: renew it while its session lasts.',
  },
  'admission-other-holder': {
    status: 403,
    step: 'waiting-room',
    message: 'This token admits only the browser it was given to: go to the waiting room.',
  },
  'admission-revoked': {
    status: 410,
    step: 'waiting-room',
    message: 'This session was ended: go back to the waiting room.',
  },
  'admission-held': {
    status: 503,
    step: 'retry',
    message: 'Whether this session was ended cannot be checked now: keep the token and try again.',
  },
  'admission-closed': {
    status: 503,
    step: 'waiting-room',
    message: 'The shop is closed while sessions cannot be checked: wait in the waiting room.',
  },
  'admission-too-late-to-renew': {
    status: 410,
    step: 'waiting-room',
    message: 'This token ended too long ago: the waiting room gives the next while it may.',
  },
  'admission-session-over': {
    status: 410,
    step: 'waiting-room',
    message: 'This session is over: go back to the waiting room.',
  },
} as const satisfies Record<`${'place' | 'admission'}-${string}`, Refusal>

type Reason = keyof typeof refusals
export type PlaceRefusal = Extract<Reason, `place-${string}`>
export type AdmissionRefusal = Extract<Reason, `admission-${string}`>

/**
 * What a verifier does with a delta it cannot use; its list stays as it was, and grows older.
 * ask-from-0: the whole list, of the epoch that is now. fetch-keys: then the delta again.
 */
export const deltaRefusals = {
  'revocations-malformed': 'ask-again',
  'revocations-wrong-algorithm': 'ask-again',
  'revocations-wrong-type': 'ask-again',
  'revocations-unknown-key': 'fetch-keys',
  'revocations-bad-signature': 'ask-again',
  'revocations-wrong-issuer': 'ask-again',
  'revocations-other-room': 'ask-again',
  'revocations-other-epoch': 'ask-from-0',
  'revocations-gap': 'ask-from-0',
  'revocations-older': 'ignore',
  'revocations-too-many': 'ask-again',
} as const satisfies Record<`revocations-${string}`, VerifierStep>

type VerifierStep = 'ask-again' | 'ask-from-0' | 'fetch-keys' | 'ignore'
export type DeltaRefusal = keyof typeof deltaRefusals

export type Refused<R> = { readonly kind: 'refused'; readonly reason: R }

export function refused<const R extends Reason | DeltaRefusal>(reason: R): Refused<R> {
  return { kind: 'refused', reason }
}

/**
 * Every bound of the tokens, each with its reason. What the queue counts on too (a token's life,
 * a verifier's skew, how many revocations there can be) stands in the queue's limits, once: a
 * slot is free when no verifier can still accept its token, so both must speak of one number.
 */
import { SEGMENT_SPAN, SEGMENTS_MAX, TOKEN_MS, VERIFIER_SKEW_MS } from '../queue/limits.ts'

/** The place token's version we sign, and the oldest we still read. */
export const PLACE_VERSION = 1
/** Raised only when no sale that began with the version before can still be running (R5). */
export const PLACE_VERSION_OLDEST = 1

/** Names of rooms, lanes and epochs: room for words, and a cookie stays far below 4 KB. */
export const NAME_MAX_CHARS = 64
/** Issuer and audience are origins; a host name has at most 253 characters. */
export const ORIGIN_MAX_CHARS = 300
/** A session's id: epoch, lane, position and turn, with their dots. */
export const SESSION_ID_MAX_CHARS = 160
/** The highest arrival number there can be: every segment of a lane, full. */
export const NUMBER_MAX = SEGMENTS_MAX * SEGMENT_SPAN - 1

/** A token with less left is signed anew: half its life, so that one lost renewal costs nothing. */
export const RENEW_BELOW_MS = TOKEN_MS / 2
/**
 * How long after its end a token still asks for a renewal: a fan who fills in a long form between
 * two requests. Later the waiting room answers a repeated claim with the same session.
 */
export const RENEW_LATE_MS = 5 * 60_000

/**
 * A list this old may lack a revocation that had to be everywhere by now (R8, R10). The slot of
 * an ended session is given to somebody else after the same time: never more than that (R1).
 */
export const LIST_MAX_AGE_MS = VERIFIER_SKEW_MS
/** Entries of one delta: 0.7 MB of JSON with epochs of 16 letters. What is more comes in the next. */
export const DELTA_ENTRIES_MAX = 10_000

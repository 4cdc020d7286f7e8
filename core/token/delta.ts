/**
 * Revocations on their way to a verifier: a signed delta from its cursor. Two instants, since
 * they part when a segment falls silent: what was ended up to `asOfMs` is all in the log, and
 * `signedAtMs` is the signer's clock, which stands still for nobody.
 */
import { z } from 'zod'
import { sessionIdSchema } from './claims.ts'
import { DELTA_ENTRIES_MAX, NAME_MAX_CHARS, ORIGIN_MAX_CHARS } from './limits.ts'
import { refused, type DeltaRefusal, type Refused } from './refusals.ts'
import { jwtFault, REVOCATIONS_TYPE, type JwtFacts } from './signature.ts'

const name = z.string().min(1).max(NAME_MAX_CHARS)
const cursor = z.int().nonnegative()
const instantMs = z.int().nonnegative()

const revocationDelta = z
  .object({
    iss: z.string().min(1).max(ORIGIN_MAX_CHARS),
    room: name,
    epoch: name,
    /** Everything numbered above `from`, up to `to`, that could still be accepted. */
    from: cursor,
    to: cursor,
    /** There is more above `to`: ask again at once. Until then `asOfMs` does not hold. */
    more: z.boolean(),
    /** There is no line now: everybody may pass, and nobody has a token. */
    noLine: z.boolean().default(false),
    asOfMs: instantMs,
    signedAtMs: instantMs,
    entries: z
      .array(
        z.object({
          jti: sessionIdSchema,
          /** The end of the last token signed for the session, or later. */
          untilMs: instantMs,
        }),
      )
      .max(DELTA_ENTRIES_MAX),
  })
  .refine(({ from, to, entries }) => entries.length <= to - from, {
    path: ['entries'],
    error: 'more entries than numbers',
  })
  .refine(({ asOfMs, signedAtMs }) => asOfMs <= signedAtMs, {
    path: ['asOfMs'],
    error: 'true as of an instant that has not come',
  })
export type RevocationDelta = z.infer<typeof revocationDelta>

export type DeltaOutcome =
  | { readonly kind: 'delta'; readonly delta: RevocationDelta }
  | Refused<DeltaRefusal>

export function readDelta(
  facts: JwtFacts,
  expected: { readonly issuer: string; readonly room: string },
): DeltaOutcome {
  const fault = jwtFault(facts, REVOCATIONS_TYPE)
  if (fault !== undefined) return refused(`revocations-${fault}`)
  const read = revocationDelta.safeParse(facts.payload)
  if (!read.success) return refused('revocations-malformed')
  if (read.data.iss !== expected.issuer) return refused('revocations-wrong-issuer')
  if (read.data.room !== expected.room) return refused('revocations-other-room')
  return { kind: 'delta', delta: read.data }
}

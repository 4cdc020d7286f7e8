/** The list of revocations as verifiers get it: a delta from their cursor, signed as it leaves. */
import { pageOf } from '../../core/token/revocation-feed.ts'
import type { RevocationDelta } from '../../core/token/delta.ts'
import { heldFor } from '../isolate/held-rooms.ts'
import type { Visit } from '../isolate/visit.ts'
import { admissionKeys } from '../tokens/admission-keys.ts'
import { signJwt } from '../tokens/jwt.ts'
import { issuerOf } from './admission-token.ts'

export async function revocationsAfter(visit: Visit, after: number): Promise<string | undefined> {
  const feed = await heldFor(visit).revocations.feed(visit)
  if (feed === undefined) return undefined
  const { epoch, from, to, more, asOfMs, noLine, entries } = pageOf(feed, {
    epoch: undefined,
    after,
  })
  const delta: RevocationDelta = {
    iss: issuerOf(visit.env),
    room: visit.entry.id,
    epoch,
    from,
    to,
    more,
    noLine,
    asOfMs,
    // Our clock may be behind the room's: a list is never of an instant that has not come.
    signedAtMs: Math.max(Date.now(), asOfMs),
    entries: entries.map(({ sessionId, untilMs }) => ({ jti: sessionId, untilMs })),
  }
  return signJwt(await admissionKeys(visit.env), 'revocations+jwt', delta)
}

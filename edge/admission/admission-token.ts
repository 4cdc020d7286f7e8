/** A token for a session, and a token that somebody brings. */
import { AppError, refusalOf } from '../../core/problem.ts'
import type { SessionOnWire } from '../../core/protocol/session.ts'
import type { RoomEntry } from '../../core/queue/room/entry.ts'
import type { ShopSettings } from '../../core/shop/settings.ts'
import { claimsOf } from '../../core/token/claims.ts'
import type { JwtFacts } from '../../core/token/signature.ts'
import { readSessionId } from '../fan/session-id.ts'
import type { Bindings } from '../settings.ts'
import { admissionKeys } from '../tokens/admission-keys.ts'
import { readJwt, signJwt } from '../tokens/jwt.ts'

export type Shop = {
  readonly env: Bindings
  readonly entry: RoomEntry
  readonly shop: ShopSettings
}

/** A room without a shop admits to nowhere. */
export function shopOf(env: Bindings, entry: RoomEntry): Shop {
  const { shop } = entry
  if (shop !== undefined) return { env, entry, shop }
  throw new AppError('not-found', 'This room has no shop: set one up in its settings.')
}

export function issuerOf({ ISSUER }: Pick<Bindings, 'ISSUER'>): string {
  if (ISSUER !== undefined && ISSUER !== '') return ISSUER
  throw new AppError('internal', 'Nobody can be admitted here: set ISSUER to our own address.')
}

/** What a session's id says of it, as tokens and assertions do. */
export function claimsOfSession({ sessionId }: SessionOnWire) {
  const name = readSessionId(sessionId)
  if (name === undefined) throw new Error('a session whose id we did not make')
  const { epoch, lane, position } = name
  return { epoch, lane, sub: `${lane}:${position}`, jti: sessionId }
}

/** For as long as the segment counts a token of this session as alive, and no longer (R1). */
export async function signAdmission(
  { env, entry, shop }: Shop,
  session: SessionOnWire,
  holderHash: string,
): Promise<string> {
  const { epoch, lane, sub, jti } = claimsOfSession(session)
  const claims = claimsOf(
    {
      issuer: issuerOf(env),
      audience: shop.audience,
      subject: sub,
      room: entry.id,
      epoch,
      lane,
      sessionId: jti,
      tokenUntilMs: session.tokenUntilMs,
      holderHash,
    },
    Date.now(),
  )
  if (claims === undefined) throw refusalOf('admission-session-over')
  return signJwt(await admissionKeys(env), 'admission+jwt', claims)
}

export async function readAdmissionToken(env: Bindings, token: string): Promise<JwtFacts> {
  return readJwt(await admissionKeys(env), 'admission+jwt', token)
}

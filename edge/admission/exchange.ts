/** What a shop's server asks of the room: a token for a code, the next token, and an end. */
import { AppError, refusalOf } from '../../core/problem.ts'
import type { SessionOnWire } from '../../core/protocol/session.ts'
import { readEntryCode } from '../../core/token/entry-code.ts'
import { readClaims } from '../../core/token/claims.ts'
import { readRenewal } from '../../core/token/renewal.ts'
import { answered, busy, openingOf } from '../fan/fan.ts'
import { readSessionId, type SessionName } from '../fan/session-id.ts'
import { heldFor } from '../isolate/held-rooms.ts'
import type { Visit } from '../isolate/visit.ts'
import type { SegmentOpening } from '../objects/messages.ts'
import { segmentStub } from '../objects/stubs.ts'
import { entryCodeOf, signEntryCode } from '../tokens/entry-codes.ts'
import { placeKeys } from '../tokens/place-keys.ts'
import { issuerOf, readAdmissionToken, shopOf, signAdmission } from './admission-token.ts'
import { holderHash, holderMark } from './holder.ts'

export type Admitted = { readonly token: string; readonly session: SessionOnWire }

/** Signed, and kept by nobody: what is remembered is which one was used. */
export async function entryCode({ env, entry }: Visit, sessionId: string): Promise<string> {
  const code = { room: entry.id, sessionId, madeAtMs: Date.now() }
  return signEntryCode(await placeKeys(env), code)
}

export async function admitByCode(visit: Visit, text: string, hash: string): Promise<Admitted> {
  const shop = shopOf(visit.env, visit.entry)
  const mark = holderMark(hash)
  const signed = await entryCodeOf(await placeKeys(visit.env), text)
  if (signed === 'unknown-key') throw busy()
  const read = readEntryCode(signed?.payload, visit.entry.id, Date.now())
  const name = read.kind === 'code' ? readSessionId(read.code.sessionId) : undefined
  if (read.kind === 'expired') throw refusedCode('code-expired')
  if (read.kind === 'malformed' || name === undefined || mark === undefined) {
    throw refusedCode('code-malformed')
  }
  const opening = await openingFor(visit, name)
  const entry = { holder: mark, madeAtMs: read.code.madeAtMs }
  const outcome = await answered(() =>
    segmentStub(visit.env, opening).enter(opening, name.position, name.turn, entry),
  )
  if (outcome.kind === 'used') throw refusedCode('code-used')
  if (outcome.kind === 'over') throw refusalOf('admission-session-over')
  const { session } = outcome
  return { session, token: await signAdmission(shop, session, hash) }
}

/** Also just after the token's end, while the session lasts, and for nobody but its holder. */
export async function renewAdmission(
  visit: Visit,
  token: string,
  holder: string,
): Promise<Admitted> {
  const shop = shopOf(visit.env, visit.entry)
  const hash = holderHash(holder)
  const facts = { ...(await readAdmissionToken(visit.env, token)), holderHash: hash }
  const expected = {
    issuer: issuerOf(visit.env),
    audience: shop.shop.audience,
    room: visit.entry.id,
    epoch: undefined,
  }
  const claims = readClaims(facts, expected)
  if (claims.kind === 'refused') throw refusalOf(claims.reason)
  const name = readSessionId(claims.claims.jti)
  if (name === undefined) throw refusalOf('admission-malformed')
  // Whether the session lives only its segment knows: all else is judged before it is asked.
  const read = readRenewal(facts, expected, { untilMs: Infinity }, Date.now())
  if (read.kind === 'refused') throw refusalOf(read.reason)
  const opening = await openingFor(visit, name)
  const outcome = await answered(() =>
    segmentStub(visit.env, opening).renewFor(
      opening,
      name.position,
      name.turn,
      holderMark(hash) ?? 0,
    ),
  )
  if (outcome.kind === 'over') throw refusalOf('admission-session-over')
  if (outcome.kind === 'other-holder') throw refusalOf('admission-other-holder')
  const { session } = outcome
  return { session, token: await signAdmission(shop, session, hash) }
}

export async function endAdmission(
  visit: Visit,
  sessionId: string,
): Promise<{ kind: 'ended' | 'already-over' }> {
  const name = readSessionId(sessionId)
  if (name === undefined) return { kind: 'already-over' }
  const opening = await openingFor(visit, name)
  return answered(() => segmentStub(visit.env, opening).revoke(opening, name.position, name.turn))
}

/** The segment of a session. Of an earlier life of the room there is none any more. */
async function openingFor(visit: Visit, name: SessionName): Promise<SegmentOpening> {
  const { documents } = heldFor(visit)
  const isOurs = () => documents.held?.epoch === name.epoch
  if (!isOurs()) await documents.room(visit, 'near')
  const room = documents.held
  if (room === undefined) throw busy()
  if (!isOurs() || !room.lanes.some(({ id }) => id === name.lane)) {
    throw refusalOf('admission-session-over')
  }
  return openingOf(visit, room, name.lane, name.position)
}

const refusedCodes = {
  'code-malformed': 'This is not a code of this room: send the fan to the waiting room.',
  'code-expired': 'This code is too old: the waiting room gives another.',
  'code-used': 'This code has been used: the waiting room gives another.',
} as const

function refusedCode(code: keyof typeof refusedCodes): AppError {
  return new AppError(code, refusedCodes[code], { step: 'waiting-room' })
}

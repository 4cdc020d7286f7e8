/**
 * Into the shop without a token yet: by a place whose turn it is, or by joining. Where nobody waits
 * that is one request, and the visitor notices nothing; else they have a place, and wait for it.
 */
import { AppError } from '../../core/problem.ts'
import type { Session } from '../../core/queue/segment/claims.ts'
import { sightOf } from '../../core/queue/room/blind.ts'
import { refusals } from '../../core/token/refusals.ts'
import { shopOf, signAdmission } from '../admission/admission-token.ts'
import type { Admitted } from '../admission/exchange.ts'
import { holderHash, holderMark } from '../admission/holder.ts'
import { answered, holderOf, type Fan } from '../fan/fan.ts'
import { join } from '../fan/join.ts'
import { asked } from '../fan/turn.ts'
import { heldFor } from '../isolate/held-rooms.ts'

export type WayIn =
  | {
      readonly kind: 'admitted'
      readonly admitted: Admitted
      readonly placeToken: string | undefined
    }
  /** There is no line, or none that can be seen (R10). */
  | { readonly kind: 'let-through'; readonly marked: boolean }
  /** To the waiting room, with the place that was taken on the way, if one was. */
  | { readonly kind: 'waits'; readonly placeToken: string | undefined }

export async function wayIn(fan: Fan, holder: string): Promise<WayIn> {
  const known = fan.token === undefined ? undefined : await byPlace(fan, holder)
  if (known !== undefined) return { kind: 'admitted', admitted: known, placeToken: undefined }
  if (!(await mayJoin(fan))) return { kind: 'waits', placeToken: undefined }
  const { answer, token } = await join(fan, {})
  if (answer.kind === 'let-through') return { kind: 'let-through', marked: answer.marked }
  const admitted =
    answer.kind === 'admitted' ? await byPlace({ ...fan, token: answer.token }, holder) : undefined
  return admitted === undefined
    ? { kind: 'waits', placeToken: token }
    : { kind: 'admitted', admitted, placeToken: token }
}

/** A place that proves nothing is for the waiting room's page to sort out. */
async function byPlace(fan: Fan, holder: string): Promise<Admitted | undefined> {
  const hash = holderHash(holder)
  try {
    const { segment, opening, place } = await asked(fan)
    const outcome = await answered(() =>
      segment.enterByPlace(opening, holderOf(place), holderMark(hash) ?? 0),
    )
    if (outcome.kind !== 'admitted') return undefined
    const session: Session = outcome.session
    return { session, token: await signAdmission(shopOf(fan.env, fan.entry), session, hash) }
  } catch (error) {
    if (error instanceof AppError && error.code in refusals) return undefined
    throw error
  }
}

/** Who has a place already goes on with it in the waiting room, also where it has ended. */
async function mayJoin(fan: Fan): Promise<boolean> {
  const { whenBlind, settings } = fan.entry
  const room = await heldFor(fan).documents.room(fan, 'near')
  const sight = sightOf(room, whenBlind, settings.schedule, Date.now())
  if (sight.kind !== 'sees' || room === undefined) return sight.kind === 'open'
  if (room.joining === 'let-through') return true
  return fan.token === undefined && room.joining === 'take-number'
}

/**
 * May this request pass, by the token that it brings? The rules are core's; what is needed for
 * them is held here: the keys, the list of revocations, and the segment for the next token.
 */
import { AppError } from '../../core/problem.ts'
import type { Brought } from '../../core/shop/cookies.ts'
import type { NoAdmission } from '../../core/shop/turned-away.ts'
import { readAdmission, type AdmissionOutcome } from '../../core/token/admission.ts'
import type { AdmissionClaims } from '../../core/token/claims.ts'
import { refusals, type AdmissionRefusal } from '../../core/token/refusals.ts'
import { shouldRenew } from '../../core/token/renewal.ts'
import type { RevocationList } from '../../core/token/revocations.ts'
import { issuerOf, readAdmissionToken } from '../admission/admission-token.ts'
import { renewAdmission, type Admitted } from '../admission/exchange.ts'
import { holderHash } from '../admission/holder.ts'
import { heldFor } from '../isolate/held-rooms.ts'
import type { Visit } from '../isolate/visit.ts'

export type Admittance =
  | {
      readonly kind: 'admitted'
      readonly claims: AdmissionClaims
      readonly marked: boolean
      /** The next token, when this one was about to end, or just had. */
      readonly renewed: Admitted | undefined
    }
  | NoAdmission

export async function admittance(
  visit: Visit,
  audience: string,
  { token, holder }: Brought,
): Promise<Admittance> {
  if (token === undefined) return { kind: 'none' }
  const first = await judged(visit, audience, token, holder)
  if (first.kind === 'admitted') {
    const isEnding = holder !== undefined && shouldRenew(first.claims, Date.now())
    // It is still good: that the next one cannot be had now is no reason to turn anybody away.
    const renewed = isEnding
      ? await tryRenewal(visit, token, holder).catch(() => undefined)
      : undefined
    return { ...first, renewed: renewed?.kind === 'renewed' ? renewed.admitted : undefined }
  }
  if (first.reason !== 'admission-expired' || holder === undefined) return first
  const renewal = await tryRenewal(visit, token, holder)
  if (renewal.kind === 'refused') return renewal
  const again = await judged(visit, audience, renewal.admitted.token, holder)
  return again.kind === 'admitted' ? { ...again, renewed: renewal.admitted } : again
}

async function judged(
  visit: Visit,
  audience: string,
  token: string,
  holder: string | undefined,
): Promise<AdmissionOutcome> {
  const list = await heldFor(visit).revocations.list(visit)
  return readBrought(visit, audience, { token, holder, list })
}

/** One token, by one list. */
export async function readBrought(
  { env, entry }: Pick<Visit, 'env' | 'entry'>,
  audience: string,
  brought: { token: string; holder: string | undefined; list: RevocationList | undefined },
): Promise<AdmissionOutcome> {
  const { token, holder, list } = brought
  const facts = await readAdmissionToken(env, token)
  return readAdmission(
    { ...facts, holderHash: holder === undefined ? undefined : holderHash(holder) },
    { issuer: issuerOf(env), audience, room: entry.id, list, policy: entry.whenBlind },
    Date.now(),
  )
}

type Renewal =
  | { readonly kind: 'renewed'; readonly admitted: Admitted }
  | { readonly kind: 'refused'; readonly reason: AdmissionRefusal }

async function tryRenewal(visit: Visit, token: string, holder: string): Promise<Renewal> {
  try {
    return { kind: 'renewed', admitted: await renewAdmission(visit, token, holder) }
  } catch (error) {
    const reason =
      error instanceof AppError ? admissionRefusals.find((it) => it === error.code) : undefined
    if (reason === undefined) throw error
    return { kind: 'refused', reason }
  }
}

const admissionRefusals = Object.keys(refusals).filter((code): code is AdmissionRefusal =>
  code.startsWith('admission-'),
)

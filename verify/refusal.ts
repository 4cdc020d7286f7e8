import { refusals, type AdmissionRefusal } from '../core/token/refusals.ts'
import type { Refusal, RefusalCode, Refused } from './outcomes.ts'

type OwnCode = Exclude<RefusalCode, AdmissionRefusal>

const own = {
  'admission-needed': [401, 'waiting-room', 'This needs an admission: go to the waiting room.'],
  'not-through-gateway': [403, 'waiting-room', 'This shop is reached through its waiting room.'],
  'code-malformed': [400, 'waiting-room', 'This is not a code of this room.'],
  'code-expired': [410, 'waiting-room', 'This code is too old: the waiting room gives another.'],
  'code-used': [410, 'waiting-room', 'This code has been used: the waiting room gives another.'],
  'room-unreachable': [503, 'retry', 'The waiting room does not answer: try again.'],
  'room-busy': [503, 'retry', 'The waiting room is busy: try again.'],
  'service-only': [502, 'retry', 'The waiting room does not take the service key of this shop.'],
} as const satisfies Record<OwnCode, readonly [Refusal['status'], Refusal['step'], string]>

function refusalOf(code: RefusalCode): Refusal {
  if (isOwn(code)) {
    const [status, step, message] = own[code]
    return { code, status, step, message }
  }
  const { status, step, message } = refusals[code]
  return { code, status, step, message }
}

export function refuse(code: RefusalCode): Refused {
  return { kind: 'refused', refusal: refusalOf(code) }
}

/** What the room answers, if it is one of the codes that are known here. */
export function knownCode(code: unknown): RefusalCode | undefined {
  if (typeof code !== 'string') return undefined
  return [...Object.keys(own), ...Object.keys(refusals)].find(
    (known): known is RefusalCode => known === code && !known.startsWith('place-'),
  )
}

function isOwn(code: RefusalCode): code is OwnCode {
  return code in own
}

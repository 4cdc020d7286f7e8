import { describe, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import type { AdmissionClaims } from '../core/token/claims.ts'
import type { FailPolicy } from '../core/token/fail-policy.ts'
import type { AdmissionRefusal } from '../core/token/refusals.ts'
import type { originReport } from '../core/queue/pressure/report.ts'
import type { Admission, PressureReport, Refusal, TokenRefusalCode } from './outcomes.ts'
import type { ShopSettings } from './settings.ts'

describe('the package’s own types say what core’s say', () => {
  test('of refusals', () => {
    expectTypeOf<TokenRefusalCode>().toEqualTypeOf<AdmissionRefusal>()
    expectTypeOf<Refusal['step']>().toEqualTypeOf<'retry' | 'renew' | 'waiting-room'>()
  })

  test('of an admission', () => {
    expectTypeOf<Admission['sessionId']>().toEqualTypeOf<AdmissionClaims['jti']>()
    expectTypeOf<Admission['expiresAtMs']>().toEqualTypeOf<AdmissionClaims['exp']>()
    expectTypeOf<Pick<Admission, 'room' | 'epoch' | 'lane'>>().toEqualTypeOf<
      Readonly<Pick<AdmissionClaims, 'room' | 'epoch' | 'lane'>>
    >()
  })

  test('of the policy, and of pressure', () => {
    expectTypeOf<NonNullable<ShopSettings['whenBlind']>>().toEqualTypeOf<FailPolicy>()
    expectTypeOf<PressureReport>().toEqualTypeOf<
      Readonly<Omit<z.input<typeof originReport>, 'source'>>
    >()
  })
})

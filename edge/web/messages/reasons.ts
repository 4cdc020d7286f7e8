import type { ReasonCode } from '../../../core/reason.ts'
import type { Language } from '../language.ts'
import { actReasonMessages } from './reasons-of-acts.ts'
import { lookReasonMessages } from './reasons-of-looks.ts'
import { roomReasonMessages } from './reasons-of-rooms.ts'
import { shopReasonMessages } from './reasons-of-shops.ts'

/** All that core can give as a reason: one that is missing here does not compile. */
export const reasonMessages = {
  ...roomReasonMessages,
  ...lookReasonMessages,
  ...shopReasonMessages,
  ...actReasonMessages,
} satisfies Record<`sale.reason.${ReasonCode}`, Record<Language, string>>

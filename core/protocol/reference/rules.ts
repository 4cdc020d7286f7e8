/**
 * The rules of the protocol by number. The page at /docs shows them from here, and a test holds
 * docs/PROTOCOL.md against them, word for word.
 */
import { deviceRules, placeRules } from './place-rules.ts'
import type { RuleTable } from './rule.ts'
import { tellingRules, transportRules } from './telling-rules.ts'
import { presenceRules, sessionRules, turnRules } from './turn-rules.ts'
import { clockRules, limitRules, refusalRules, versionRules, wireRules } from './wire-rules.ts'

type RuleGroup = { readonly id: string; readonly title: string; readonly rules: RuleTable }

export const ruleGroups: readonly RuleGroup[] = [
  { id: 'places-and-tokens', title: 'Places and tokens', rules: placeRules },
  { id: 'asking-and-being-told', title: 'Asking and being told', rules: tellingRules },
  { id: 'four-transports', title: 'Four transports', rules: transportRules },
  { id: 'presence', title: 'Presence', rules: presenceRules },
  { id: 'turns', title: 'Turns', rules: turnRules },
  { id: 'sessions', title: 'Sessions', rules: sessionRules },
  { id: 'another-device', title: 'Another page, another device', rules: deviceRules },
  { id: 'clocks', title: 'Clocks', rules: clockRules },
  { id: 'order-and-the-unknown', title: 'Order, and what is not known', rules: wireRules },
  { id: 'versions', title: 'Versions', rules: versionRules },
  { id: 'refusals-and-coming-back', title: 'Refusals, and coming back', rules: refusalRules },
  { id: 'limits', title: 'Limits', rules: limitRules },
]

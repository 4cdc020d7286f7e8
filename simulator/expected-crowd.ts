/**
 * What is said of the people who come. Everything else is in the room's settings. The command's flags
 * and the fields of the console's page are these: one name, one meaning, the same bounds.
 */
import type { RoomEntry } from '../core/queue/room/entry.ts'
import { DAY_S, FANS_MAX, SEED_MAX, WEEK_S } from './limits.ts'

export type ExpectedCrowd = {
  readonly fans: number
  readonly withinSeconds: number
  /** Half of them shop no longer. */
  readonly shoppingSeconds: number
  /** So many of a hundred never take their turn. */
  readonly noShowPercent: number
  /** Another crowd of the same kind. */
  readonly seed: number
}

export type CrowdFlag = {
  readonly name: string
  readonly of: keyof ExpectedCrowd
  readonly low: number
  readonly high: number
  readonly isWhole: boolean
}

export const crowdFlags = [
  { name: 'fans', of: 'fans', low: 1, high: FANS_MAX, isWhole: true },
  { name: 'within', of: 'withinSeconds', low: 1, high: DAY_S, isWhole: true },
  { name: 'shopping', of: 'shoppingSeconds', low: 1, high: WEEK_S, isWhole: true },
  { name: 'no-show', of: 'noShowPercent', low: 0, high: 100, isWhole: false },
  { name: 'seed', of: 'seed', low: 0, high: SEED_MAX, isWhole: true },
] as const satisfies readonly CrowdFlag[]

export type CrowdFlagName = (typeof crowdFlags)[number]['name']

export type ReadCrowd =
  | { readonly kind: 'crowd'; readonly crowd: ExpectedCrowd }
  | { readonly kind: 'wrong'; readonly flag: (typeof crowdFlags)[number]; readonly text: string }

/** What is left out or empty is as usual. */
export function readCrowd(
  get: (name: CrowdFlagName) => string | undefined,
  usual: ExpectedCrowd,
): ReadCrowd {
  let crowd = usual
  for (const flag of crowdFlags) {
    const text = get(flag.name)?.trim() ?? ''
    if (text === '') continue
    const value = Number(text)
    const isWithin = value >= flag.low && value <= flag.high
    if (!isWithin || (flag.isWhole && !Number.isInteger(value)))
      return { kind: 'wrong', flag, text }
    crowd = { ...crowd, [flag.of]: value }
  }
  return { kind: 'crowd', crowd }
}

/** Where nobody says how many come: ten times as many as may be in the shop. */
const FANS_PER_SLOT = 10
/** And how long they shop: a third of what a session allows. */
const SHOPPING_SHARE = 1 / 3

export function expectedCrowd({
  settings: { cap, terms },
}: Pick<RoomEntry, 'settings'>): ExpectedCrowd {
  return {
    fans: Math.min(FANS_MAX, Math.max(1, cap * FANS_PER_SLOT)),
    withinSeconds: 120,
    shoppingSeconds: Math.max(1, Math.round((terms.sessionMs / 1_000) * SHOPPING_SHARE)),
    noShowPercent: 10,
    seed: 1,
  }
}

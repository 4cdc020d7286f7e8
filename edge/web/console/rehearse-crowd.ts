/** The crowd of a rehearsal as a form asks for it: read by the page's script, and without one by the server. */
import type { ExpectedCrowd } from '../../../simulator/room-scenario.ts'
import type { RoomEntry } from '../../../core/queue/room/entry.ts'

/** Called as the command calls them, in whose words the same is then said. */
export const crowdFields = [
  { name: 'fans', of: 'fans', low: 1, high: 2_000_000, isWhole: true },
  { name: 'within', of: 'withinSeconds', low: 1, high: 86_400, isWhole: true },
  { name: 'shopping', of: 'shoppingSeconds', low: 1, high: 604_800, isWhole: true },
  { name: 'no-show', of: 'noShowPercent', low: 0, high: 100, isWhole: false },
  { name: 'seed', of: 'seed', low: 0, high: 4_294_967_295, isWhole: true },
] as const satisfies readonly (Bounds & { of: keyof ExpectedCrowd })[]

type Bounds = {
  readonly name: string
  readonly low: number
  readonly high: number
  readonly isWhole: boolean
}

/** More fans than this take a page minutes, and the memory of a small machine: docs/rehearse.md has the times. */
export const PAGE_FANS_MAX = 200_000

export type ReadCrowd =
  | { readonly kind: 'crowd'; readonly crowd: ExpectedCrowd }
  | ({ readonly kind: 'wrong' } & Bounds)

/** What is left empty is as usual. */
export function readCrowd(get: (name: string) => string, usual: ExpectedCrowd): ReadCrowd {
  let crowd = usual
  for (const field of crowdFields) {
    const text = get(field.name).trim()
    if (text === '') continue
    const value = Number(text)
    const isWithin = value >= field.low && value <= field.high
    if (!isWithin || (field.isWhole && !Number.isInteger(value))) return { kind: 'wrong', ...field }
    crowd = { ...crowd, [field.of]: value }
  }
  return { kind: 'crowd', crowd }
}

export function commandOf({ id }: Pick<RoomEntry, 'id'>, crowd: ExpectedCrowd): string {
  const flags = crowdFields.map(({ name, of }) => `--${name} ${crowd[of]}`)
  return `admit-one rehearse ${id} ${flags.join(' ')}`
}

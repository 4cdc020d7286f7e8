/** How much a page plays, and the command that plays the same and more. */
import type { RoomEntry } from '../../../core/queue/room/entry.ts'
import { crowdFlags, type ExpectedCrowd } from '../../../simulator/expected-crowd.ts'

/** More fans than this take a page minutes, and the memory of a small machine: docs/rehearse.md has the times. */
export const PAGE_FANS_MAX = 200_000

export function commandOf({ id }: Pick<RoomEntry, 'id'>, crowd: ExpectedCrowd): string {
  const flags = crowdFlags.map(({ name, of }) => `--${name} ${crowd[of]}`)
  return `admit-one rehearse ${id} ${flags.join(' ')}`
}

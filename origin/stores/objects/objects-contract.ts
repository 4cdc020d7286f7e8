/** What every adapter of the objects port keeps. */
import { describe } from 'vitest'
import { contractOfCrashes } from './contract/crashes.ts'
import { contractOfLists } from './contract/lists.ts'
import type { MakePlace } from './contract/place.ts'
import { contractOfPuts } from './contract/puts.ts'
import { contractOfStreams } from './contract/streams.ts'
import { contractOfWrongs } from './contract/wrongs.ts'

export function objectsContract(name: string, makePlace: MakePlace): void {
  describe(`objects in ${name}`, () => {
    contractOfPuts(makePlace)
    contractOfStreams(makePlace)
    contractOfLists(makePlace)
    contractOfWrongs(makePlace)
    contractOfCrashes(makePlace)
  })
}

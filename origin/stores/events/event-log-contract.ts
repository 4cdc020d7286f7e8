import { afterEach, beforeEach, describe } from 'vitest'
import type { EventLog } from './event-log.ts'
import { contractOfAppending } from './contract/appending.ts'
import { contractOfGroups } from './contract/groups.ts'
import { contractOfReading } from './contract/reading.ts'
import { contractOfRedelivery } from './contract/redelivery.ts'
import type { Rig } from './contract/rig.ts'

/** What every event log does. `rig` is asked once the suite runs. */
export function eventLogContract(rig: () => Rig): void {
  let log: EventLog | undefined
  const current = () => {
    if (log === undefined) throw new Error('The log is opened before each test.')
    return log
  }
  beforeEach(async () => {
    log = await rig().open()
  })
  afterEach(() => log?.close())

  describe('appending', () => {
    contractOfAppending(rig, current)
  })
  describe('reading', () => {
    contractOfReading(rig, current)
  })
  describe('groups', () => {
    contractOfGroups(rig, current)
  })
  describe('redelivery', () => {
    contractOfRedelivery(current)
  })
}

import { afterAll, beforeAll, describe } from 'vitest'
import { aggregationContract } from './contract/aggregation.ts'
import { atomicityContract } from './contract/atomicity.ts'
import { badInputContract } from './contract/bad-input.ts'
import { bulkContract } from './contract/bulk.ts'
import { filterContract } from './contract/filters.ts'
import { finePointsContract } from './contract/fine-points.ts'
import { indexContract } from './contract/indexes.ts'
import { readingContract } from './contract/reading.ts'
import { restartContract } from './contract/restart.ts'
import { updateContract } from './contract/updates.ts'
import { upsertContract } from './contract/upserts.ts'
import { Workplace } from './contract/workplace.ts'
import type { Documents } from './documents.ts'

export type Harness = {
  /** Another client of the same store, with all that is in it. */
  open(): Documents | Promise<Documents>
  end(): Promise<void>
}

export type ContractOptions = {
  /** Not MongoDB itself but its double, which is known to differ in what is left out for it. */
  readonly isDouble?: boolean
}

/** What every adapter of the port does, whatever is behind it. */
export function documentsContract(
  name: string,
  start: () => Promise<Harness>,
  { isDouble = false }: ContractOptions = {},
): void {
  describe(`documents: ${name}`, () => {
    const workplace = new Workplace()
    beforeAll(async () => workplace.start(await start()))
    afterAll(() => workplace.end())

    indexContract(workplace)
    filterContract(workplace)
    updateContract(workplace)
    upsertContract(workplace)
    bulkContract(workplace)
    readingContract(workplace)
    aggregationContract(workplace)
    atomicityContract(workplace)
    badInputContract(workplace)
    restartContract(workplace)
    if (!isDouble) finePointsContract(workplace)
  })
}

import type { StatementSync } from 'node:sqlite'
import { z } from 'zod'
import type { EmbeddedFile } from './embedded-file.ts'
import type { Ends } from './event-log.ts'
import { lagOf } from './lag-of.ts'

const settledRow = z.object({ partition: z.number(), settled: z.number() })

/** What a group has still before it: of what is kept, all that it has not settled. */
export class EmbeddedLag {
  readonly #file: EmbeddedFile
  readonly #settled: StatementSync

  constructor(file: EmbeddedFile) {
    this.#file = file
    this.#settled = file.prepare(
      'SELECT partition, settled FROM positions JOIN places USING (place) WHERE name = ? AND topic = ? AND settled IS NOT NULL',
    )
  }

  of(group: string, ends: Ends, topic: string): number {
    const rows = this.#file.try(() => this.#settled.all(group, topic))
    const settled = new Map(
      rows.map((row) => {
        const { partition, settled } = settledRow.parse(row)
        return [partition, settled]
      }),
    )
    return lagOf(ends, settled)
  }
}

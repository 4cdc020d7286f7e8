import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { z } from 'zod'
import { EmbeddedFile } from './embedded-file.ts'
import { openEmbeddedEventLog } from './embedded.ts'
import { EmbeddedRetention } from './embedded-retention.ts'
import { eventLogContract } from './event-log-contract.ts'
import type { Rig } from './contract/rig.ts'

describe('the embedded event log', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'events-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  eventLogContract(() => rigOf(folder))
})

function rigOf(folder: string): Rig {
  const settings = { folder, sessionTimeoutMs: 1_500 }
  return {
    open: () => openEmbeddedEventLog(settings),
    address: { kind: 'embedded', ...settings },
    async forget(topic, partition, before) {
      const file = await EmbeddedFile.open(folder)
      const place = file.prepare('SELECT next FROM places WHERE topic = ? AND partition = ?')
      const { next } = z.object({ next: z.number() }).parse(place.get(topic, partition))
      const keep = { keepMs: Number.MAX_SAFE_INTEGER, keepMessages: next - before }
      await new EmbeddedRetention(file, keep).trim(Date.now())
      file.close()
    },
  }
}

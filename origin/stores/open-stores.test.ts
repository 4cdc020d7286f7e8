import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../launch/temporary-folder.ts'
import { logOf, storesThat } from '../fixtures.ts'
import { ConfigProblem } from '../config.ts'
import { originMetrics } from '../telemetry/metrics.ts'
import { startTracing } from '../telemetry/tracing.ts'
import { openInTurn, openStores } from './open-stores.ts'

test('a store that cannot be opened leaves none of those before it open', async () => {
  const closed: string[] = []
  const stores = storesThat({ close: async () => void closed.push('one') })

  const opening = openInTurn({
    documents: () => stores.documents,
    events: () => stores.events,
    objects: () => Promise.reject(new Error('No such bucket.')),
  })

  await expect(opening).rejects.toThrow('No such bucket.')
  expect(closed).toHaveLength(2)
})

test.for<[string, string]>([
  ['documents', 'documents.sqlite'],
  ['events', 'events.sqlite'],
  ['objects', 'index.sqlite'],
])('a folder whose %s are none is one sentence, which names it', async ([port, file]) => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, port))
  writeFileSync(join(folder, port, file), 'This is no database. '.repeat(100))
  const { log } = logOf()
  const watch = {
    log,
    metrics: originMetrics(),
    tracing: startTracing({ zipkinUrl: undefined, share: 0 }, log),
  }

  const opening = openStores({ kind: 'embedded', folder }, watch)

  await expect(opening).rejects.toThrow(ConfigProblem)
  await expect(opening).rejects.toThrow(`DATA_DIR=${folder} cannot be used: look what is there`)
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startMongoDouble } from '../../../services/mongo-double.ts'
import type { Server } from '../../../services/server.ts'
import { documentsContract } from './documents-contract.ts'
import { openMongoDocuments } from './mongodb.ts'

// Against MongoDB's double, which speaks its protocol and is not it.

documentsContract(
  "MongoDB's double",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'documents-'))
    const server = await startMongoDouble({ folder })
    return {
      open: () => openMongoDocuments({ url: server.address, database: 'contract' }),
      async end() {
        await server.stop()
        await rm(folder, { recursive: true, force: true })
      },
    }
  },
  { isDouble: true },
)

/** Asked for within 5 s, on machines that do other things besides. */
const KNOWN_AWAY_WITHIN_MS = 15_000

// That what was acknowledged is there again after a crash is MongoDB's to keep, with the journal we ask
// for. Its double keeps no journal, and may lose the last second: nothing of that is claimed here.
describe('a MongoDB server that goes away', () => {
  let folder = ''
  let server: Server

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'documents-'))
    server = await startMongoDouble({ folder })
  })

  afterAll(async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  })

  test('fails its callers as unreachable, soon, and serves the same collection when it is back', async () => {
    const documents = openMongoDocuments({ url: server.address, database: 'away' })
    const collection = await documents.collection<{ _id: string; n: number }>('writes', [])
    const acknowledged: string[] = []
    const failures: unknown[] = []
    const write = async (writer: number) => {
      for (let n = 0; failures.length === 0; n += 1) {
        const _id = `${writer}-${n}`
        try {
          await collection.insert({ _id, n })
          acknowledged.push(_id)
        } catch (error) {
          failures.push(error)
        }
      }
    }
    const writers = [0, 1, 2, 3].map(write)
    while (acknowledged.length < 200) await new Promise(setImmediate)

    await server.kill()
    await Promise.all(writers)
    const killedAtMs = performance.now()
    const asked = [collection.find({}), collection.bulk([{ remove: {} }]), documents.ping()]
    const outcomes = await Promise.allSettled(asked)
    const passedMs = performance.now() - killedAtMs
    const refused = outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason)

    for (const failure of [...failures, ...refused]) {
      expect(failure).toMatchObject({ name: 'StoreFailure', code: 'unreachable', mayPass: true })
    }
    expect(passedMs).toBeLessThan(KNOWN_AWAY_WITHIN_MS)

    await server.start()
    await collection.insert({ _id: 'back', n: 0 })
    expect(await collection.findOne({ _id: 'back' })).toEqual({ _id: 'back', n: 0 })
    await documents.close()
  })

  test('is unreachable to a client that never met it, and no error shows the password', async () => {
    const url = 'mongodb://us:hidden@127.0.0.1:1/'
    const documents = openMongoDocuments({ url, database: 'none' })

    const asked = documents.collection('orders', [{ fields: ['a'] }])

    await expect(asked).rejects.toMatchObject({ code: 'unreachable' })
    await expect(asked).rejects.not.toThrow(/hidden/)
    await documents.close()
  })
})

import { MongoClient } from 'mongodb'
import { expect, onTestFinished, test } from 'vitest'
import { startMongoDouble } from './mongo-double.ts'
import { processRuns } from './process-runs.ts'
import { testFolder } from './test-folder.ts'

const WRITERS = 8
const ROUNDS = 3
const WRITES_A_ROUND = 100

type Fact = { _id: string; round: number; seen?: boolean }

async function started() {
  const server = await startMongoDouble({ folder: testFolder() })
  const client = new MongoClient(server.address, { retryWrites: false })
  onTestFinished(async () => {
    await client.close()
    await server.stop()
  })
  return { server, facts: client.db('test').collection<Fact>('facts') }
}

test('what it has acknowledged is there after every kill in the middle of writing', async () => {
  const { server, facts } = await started()
  const acknowledged: string[] = []

  for (let round = 0; round < ROUNDS; round += 1) {
    const enough = Promise.withResolvers<void>()
    let written = 0
    const writers = Array.from({ length: WRITERS }, async (_, writer) => {
      try {
        for (let n = 0; ; n += 1) {
          const _id = `${round} ${writer} ${n}`
          await facts.insertOne({ _id, round })
          acknowledged.push(_id)
          written += 1
          if (written === WRITES_A_ROUND) enough.resolve()
        }
      } catch {
        // Killed under our hands.
      }
    })
    await enough.promise
    await server.kill()
    await Promise.all(writers)
    await server.start()
  }

  const there = new Set((await facts.find().toArray()).map(({ _id }) => _id))
  expect(acknowledged.filter((id) => !there.has(id))).toEqual([])
  expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS * WRITES_A_ROUND)
})

test('a unique index holds after a stop and a start', async () => {
  const { server, facts } = await started()
  await facts.createIndex({ round: 1 }, { unique: true })
  await facts.insertOne({ _id: 'one', round: 1 })

  await server.stop()
  await server.start()

  await expect(facts.insertOne({ _id: 'two', round: 1 })).rejects.toThrow('E11000')
})

test('stopped, nothing of it runs', async () => {
  const { server } = await started()

  await server.stop()

  expect(processRuns(server.pid)).toBe(false)
})

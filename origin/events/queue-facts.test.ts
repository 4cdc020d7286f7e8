import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../../launch/temporary-folder.ts'
import { openEmbeddedDocuments } from '../stores/documents/embedded.ts'
import { joinedEvent } from './fixtures.ts'
import { KEPT_MS } from './kept-for.ts'
import { joinedOf, keepsQueueFacts, queueFacts } from './queue-facts.ts'

async function keeping() {
  const documents = openEmbeddedDocuments({ folder: temporaryFolder() })
  onTestFinished(() => documents.close())
  const facts = await queueFacts(documents)
  let nowMs = 1_800_000_000_000
  return {
    facts,
    handling: keepsQueueFacts(facts, () => nowMs),
    wait: (ms: number) => {
      nowMs += ms
    },
  }
}

test('what comes twice, alone or among others, is counted once', async () => {
  const { facts, handling } = await keeping()
  const three = [joinedEvent(1), joinedEvent(2), joinedEvent(3)]

  await handling.apply(three.slice(0, 2))
  await handling.apply(three)
  await handling.apply(three.slice(1))

  expect(await joinedOf(facts, 'hall')).toEqual([
    { epoch: 'e1', lane: 'general', joined: 6, total: 6 },
  ])
})

test('an event that is missing shows: the room’s own count is more', async () => {
  const { facts, handling } = await keeping()

  await handling.apply([joinedEvent(1), joinedEvent(3)])

  expect(await joinedOf(facts, 'hall')).toMatchObject([{ joined: 4, total: 6 }])
  expect(await joinedOf(facts, 'club')).toEqual([])
})

test('lives and lanes of a room are counted apart, ticks not at all', async () => {
  const { facts, handling } = await keeping()
  const { data } = joinedEvent(1)
  const tick = { kind: 'tick', phase: 'open', cap: 1, ratePerSecond: 1, granted: 1, returned: 0 }
  await handling.apply([
    joinedEvent(1),
    joinedEvent(2, { data: { ...data, lane: 'members' } }),
    joinedEvent(3, { data: { ...data, epoch: 'e2' } }),
    joinedEvent(4, { data: { ...tick, room: 'hall', epoch: 'e1' } as const }),
  ])

  const found = await joinedOf(facts, 'hall')

  expect(found.map(({ epoch, lane }) => `${epoch} ${lane}`)).toEqual([
    'e1 general',
    'e1 members',
    'e2 general',
  ])
})

test('what is older than anybody keeps it is cleared by and by', async () => {
  const { facts, handling, wait } = await keeping()
  await handling.apply([joinedEvent(1)])
  wait(KEPT_MS + 60_000)

  await handling.apply([joinedEvent(2, { atMs: 1_800_000_000_000 + KEPT_MS })])

  expect((await facts.find({})).map(({ _id }) => _id)).toEqual(['hall:e1:2'])
})

import { expect, test } from 'vitest'
import { storesThat } from '../fixtures.ts'
import { openInTurn } from './open-stores.ts'

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

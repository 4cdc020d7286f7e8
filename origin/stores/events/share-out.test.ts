import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shareOut } from './share-out.ts'

const topics = ['a', 'b', 'c']
const members = fc.uniqueArray(
  fc.record({ member: fc.uuid(), topics: fc.subarray(topics, { minLength: 1 }) }),
  { selector: ({ member }) => member, maxLength: 8 },
)
const places = fc
  .array(fc.constantFrom(...topics), { maxLength: 30 })
  .map((all) => all.map((topic, place) => ({ place, topic })))

describe('sharing out the partitions of a group', () => {
  test('each is given to one who listens to it, wherever there is one', () => {
    fc.assert(
      fc.property(members, places, (members, places) => {
        const shares = shareOut(members, places)

        for (const { place, topic } of places) {
          const listeners = members.filter((one) => one.topics.includes(topic))
          const possible = listeners.length === 0 ? [undefined] : listeners.map((one) => one.member)
          expect(possible).toContain(shares.get(place))
        }
      }),
    )
  })

  test('everybody comes to the same answer, in whatever order they read the facts', () => {
    fc.assert(
      fc.property(members, places, (members, places) => {
        expect(shareOut(members.toReversed(), places.toReversed())).toEqual(
          shareOut(members, places),
        )
      }),
    )
  })

  test('of those who listen to the same, none has two more than another', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 8 }),
        places,
        (ids, places) => {
          const shares = shareOut(
            ids.map((member) => ({ member, topics })),
            places,
          )

          const counts = ids.map((id) => [...shares.values()].filter((one) => one === id).length)
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
        },
      ),
    )
  })
})

import fc from 'fast-check'
import { Partitioners } from 'kafkajs'
import { describe, expect, test } from 'vitest'
import { murmur2, partitionOf } from './partition-of.ts'

describe('the partition of a key', () => {
  test.each([
    ['21', -973_932_308],
    ['foobar', -790_332_482],
    ['a-little-bit-long-string', -985_981_536],
    ['a-little-bit-longer-string', -1_486_304_829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58_897_971],
    ['abc', 479_470_107],
  ])('hashes %s as Kafka’s own tests say', (text, hash) => {
    expect(murmur2(Buffer.from(text))).toBe(hash)
  })

  test('is what kafkajs would choose, for any key and number of partitions', () => {
    const theirs = Partitioners.DefaultPartitioner()
    const key = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 64 })

    fc.assert(
      fc.property(key, fc.integer({ min: 1, max: 256 }), (key, partitions) => {
        const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
          partitionErrorCode: 0,
          partitionId,
          leader: 1,
          replicas: [1],
          isr: [1],
        }))
        const message = { key, value: '' }

        expect(partitionOf(key, partitions)).toBe(
          theirs({ topic: 't', partitionMetadata, message }),
        )
      }),
    )
  })

  test('is never outside of the topic', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.integer({ min: 1, max: 64 }),
        (key, partitions) => {
          const partition = partitionOf(key, partitions)
          expect(partition).toBeGreaterThanOrEqual(0)
          expect(partition).toBeLessThan(partitions)
        },
      ),
    )
  })
})

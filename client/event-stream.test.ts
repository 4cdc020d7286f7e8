import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { EventStreamReader } from './event-stream.ts'

const text =
  ': hello\n\nevent: poll\ndata: {"a":1}\n\nretry: 900\n\ndata: two\r\ndata: lines\r\n\r\nevent: x\ndata:y\n\n'
const events = [
  { name: 'poll', data: '{"a":1}' },
  { name: 'message', data: 'two\nlines' },
  { name: 'x', data: 'y' },
]

test('events are the same wherever the bytes are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), (cuts) => {
      const reader = new EventStreamReader()
      const edges = [0, ...cuts.toSorted((a, b) => a - b), text.length]
      const read = edges.slice(1).flatMap((to, index) => reader.read(text.slice(edges[index], to)))
      expect(read).toEqual(events)
    }),
  )
})

test('what was not ended by an empty line is no event', () => {
  expect(new EventStreamReader().read('event: poll\ndata: {"a":1}\n')).toEqual([])
})

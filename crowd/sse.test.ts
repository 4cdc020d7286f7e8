import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SseReader, type ServerEvent } from './sse.ts'

function read(...pieces: string[]): ServerEvent[] {
  const reader = new SseReader()
  return pieces.flatMap((piece) => reader.push(piece))
}

const TEXT = [
  ': hello\n',
  'event: poll\ndata: {"a":1}\n\n',
  'data: first\ndata:  second\ndata\n\n',
  ':\n\n',
  'event: problem\nid: 7\ncolour: red\ndata:x:y\n\n',
].join('')

const EVENTS = [
  { name: 'poll', data: '{"a":1}' },
  { name: 'message', data: 'first\n second\n' },
  { name: 'problem', data: 'x:y' },
]

test('events have their names and data; comments, ids and unknown fields are no events', () => {
  expect(read(TEXT)).toEqual(EVENTS)
})

test('wherever the text is cut, and however lines end, the events are the same', () => {
  const cut = fc.property(
    fc.constantFrom('\n', '\r', '\r\n'),
    fc.array(fc.nat({ max: 200 }), { maxLength: 40 }),
    (end, sizes) => {
      const text = TEXT.replaceAll('\n', end)
      const pieces: string[] = []
      let at = 0
      for (const size of sizes) {
        pieces.push(text.slice(at, at + size))
        at += size
      }
      expect(read(...pieces, text.slice(at))).toEqual(EVENTS)
    },
  )
  fc.assert(cut, { numRuns: 300 })
})

test('a CR and an LF with a line between them end a line each', () => {
  expect(read('data: a\r', 'data: b\n\n')).toEqual([{ name: 'message', data: 'a\nb' }])
})

test('a mark of the byte order at the beginning is no part of it', () => {
  expect(read('\uFEFFdata: a\n\n')).toEqual([{ name: 'message', data: 'a' }])
})

test('an event that has not ended, and one without data, are none', () => {
  expect(read('data: a\n')).toEqual([])
  expect(read('event: poll\n\ndata: a\n\n')).toEqual([{ name: 'message', data: 'a' }])
})

test('when to come back is the last whole number that was said', () => {
  const reader = new SseReader()
  reader.push('retry: 1500\n\nretry: soon\n\n')

  expect(reader.retryMs).toBe(1_500)
})

test('a line that does not end is no event stream', () => {
  expect(() => read('data: '.padEnd(1_100_000, 'x'))).toThrow(/without an end/)
})

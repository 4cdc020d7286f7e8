import fc from 'fast-check'
import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { StoreFailure } from '../failure.ts'
import { checkKey, checkListing, checkPrefix, checkPut, checkRange, isKey } from './key.ts'
import { KEY_MAX_BYTES, METADATA_MAX_BYTES, SEGMENT_MAX_BYTES } from './objects.ts'

/** `taken`, or the code it is refused with. */
function outcome(check: () => void): string {
  try {
    check()
    return 'taken'
  } catch (error) {
    return error instanceof StoreFailure ? error.code : 'broken'
  }
}

/** What keys are made of, and what should never be in one. */
const ORDINARY = ['a', 'Z', '9', '.', '-', '_', '=', '@', ':', '/', '가', 'é', '①', '𠀀']
const PATHS = ['..', '...', '//', '../', '/..', './', '\\', '%2e%2e', '%2F', '?', '#']
const UNSEEN = ['\0', '\n', ' ', '\u1100\u1161', 'e\u0301', '\ud800']
const pieces = fc.constantFrom(...ORDINARY, ...PATHS, ...UNSEEN)

const anyKey = fc.oneof(
  fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
)
const goodKey = fc.stringMatching(
  /^[a-z가-힣0-9_@:=-][a-z가-힣0-9_@:=.-]{0,9}(\/[a-z가-힣0-9]{1,9}){0,3}$/,
)

test.each(['a', '주문/2026-11-30/a.b_c-d=e@f:g', '①', 'a...', '𠀀/é', '-', '-/-'])(
  'the key %s is taken',
  (key) => {
    expect(isKey(key)).toBe(true)
    expect(outcome(() => checkKey(key))).toBe('taken')
  },
)

const AWAY = ['/', '/a', 'a/', 'a//b', '.', './a', '../a', 'a/..', 'a/../b', '.hidden', 'a/.b']
const SPELT = ['', 'a b', 'a b/c', 'a?b', 'a#b', 'a%2Fb', 'a\\b', 'a\nb', 'a\0']
const LONG = [
  'a'.repeat(SEGMENT_MAX_BYTES + 1),
  '가'.repeat(SEGMENT_MAX_BYTES / 3 + 1),
  `${'a'.repeat(128)}/`.repeat(4),
]

test.each([...AWAY, ...SPELT, ...LONG, ...UNSEEN])('the key %j is refused', (key) => {
  expect(isKey(key)).toBe(false)
  expect(outcome(() => checkKey(key))).toBe('bad-request')
})

test('no key that passes leaves the folder, as a path or as an address', () => {
  fc.assert(
    fc.property(anyKey, (key) => {
      fc.pre(isKey(key))
      expect(posix.normalize(`/folder/${key}`)).toBe(`/folder/${key}`)
      const encoded = key.split('/').map(encodeURIComponent).join('/')
      expect(new URL(`http://host/bucket/${encoded}`).pathname).toBe(`/bucket/${encoded}`)
      expect(Buffer.byteLength(key)).toBeLessThanOrEqual(KEY_MAX_BYTES)
    }),
    { numRuns: 2_000 },
  )
})

test('every beginning of a key is a prefix', () => {
  fc.assert(
    fc.property(goodKey, (key) => {
      const beginnings = Array.from({ length: key.length + 1 }, (_, end) => key.slice(0, end))
      expect(beginnings.filter((one) => outcome(() => checkPrefix(one)) !== 'taken')).toEqual([])
    }),
  )
})

test.each(['/', '//', 'a//', '../', 'a/../', 'a/.', 'a\\', 'a b', 'e\u0301', 'a'.repeat(513)])(
  'the prefix %j is refused',
  (prefix) => {
    expect(outcome(() => checkPrefix(prefix))).toBe('bad-request')
  },
)

test('a list is of 1 to 1,000, after a key', () => {
  checkListing('', undefined, 1_000)
  checkListing('a/', 'a/b', 1)
  for (const limit of [0, -1, 1_001, 1.5, Number.NaN])
    expect(outcome(() => checkListing('', undefined, limit))).toBe('bad-request')
  expect(outcome(() => checkListing('', '', 1))).toBe('bad-request')
  expect(outcome(() => checkListing('', 'a/', 1))).toBe('bad-request')
})

test('metadata is small, its names are simple and its values survive a header', () => {
  checkPut('a', { metadata: { 'order-id': 'a  b', 9: '~' } })
  checkPut('a', { metadata: { n: 'x'.repeat(METADATA_MAX_BYTES - 1) } })
  expect(outcome(() => checkPut('a', { metadata: { n: 'x'.repeat(METADATA_MAX_BYTES) } }))).toBe(
    'bad-request',
  )
  for (const name of ['', 'A', 'a_b', 'a b', '가', '__proto__']) {
    expect(outcome(() => checkPut('a', { metadata: Object.fromEntries([[name, 'x']]) }))).toBe(
      'bad-request',
    )
  }
  for (const value of ['', ' a', 'a ', 'a\nb', '가', '\u007f']) {
    expect(outcome(() => checkPut('a', { metadata: { n: value } }))).toBe('bad-request')
  }
})

test('a content type and an etag are what a header takes', () => {
  checkPut('a', { contentType: 'text/html; charset=utf-8', when: { etag: 'abc-1' } })
  for (const contentType of ['', ' ', 'a\r\nb', '글', 'x'.repeat(256)]) {
    expect(outcome(() => checkPut('a', { contentType }))).toBe('bad-request')
  }
  for (const etag of ['', '"a"', '*\r\n', 'a b'])
    expect(outcome(() => checkPut('a', { when: { etag } }))).toBe('bad-request')
})

test('a range begins at a byte and does not end before it', () => {
  checkRange({ fromByte: 0 })
  checkRange({ fromByte: 5, toByte: 5 })
  for (const range of [
    { fromByte: -1 },
    { fromByte: 0.5 },
    { fromByte: 5, toByte: 4 },
    { fromByte: 0, toByte: Number.POSITIVE_INFINITY },
  ]) {
    expect(outcome(() => checkRange(range))).toBe('bad-request')
  }
})

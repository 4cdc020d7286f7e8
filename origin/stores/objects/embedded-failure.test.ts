import { expect, test } from 'vitest'
import { StoreFailure } from '../failure.ts'
import { embeddedFailure } from './embedded-failure.ts'

function sqlite(errcode: number): Error {
  return Object.assign(new Error('no'), { code: 'ERR_SQLITE_ERROR', errcode })
}

test.each([
  ['a disk without room', Object.assign(new Error('no'), { code: 'ENOSPC' }), 'disk-full'],
  ['a quota that is used up', Object.assign(new Error('no'), { code: 'EDQUOT' }), 'disk-full'],
  ['an index without room', sqlite(13), 'disk-full'],
  ['an index that is locked', sqlite(5), 'unreachable'],
  ['an index that is being recovered', sqlite(261), 'unreachable'],
])('%s is said in the words of the port', (_, error, code) => {
  expect(embeddedFailure(error)).toMatchObject({ code, cause: error })
})

test('what should not happen, and what is a failure already, stay as they are', () => {
  for (const error of [sqlite(1), new TypeError('bug'), new StoreFailure('closed', 'x'), 'text']) {
    expect(embeddedFailure(error)).toBe(error)
  }
})

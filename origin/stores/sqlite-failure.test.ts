import { expect, test } from 'vitest'
import { isBusy, sqliteFailure } from './sqlite-failure.ts'

function sqlite(errcode: number): Error {
  return Object.assign(new Error('no'), { code: 'ERR_SQLITE_ERROR', errcode })
}

test.each([
  ['full', 13, 'disk-full'],
  ['busy', 5, 'unreachable'],
  ['being recovered', 261, 'unreachable'],
  ['locked', 6, 'unreachable'],
  ['failing', 10, 'unreachable'],
  ['failing as it is written', 778, 'unreachable'],
])('a file that is %s is said in the words of all stores', (_, errcode, code) => {
  const error = sqlite(errcode)

  expect(sqliteFailure(error, 'the log')).toMatchObject({ code, cause: error, mayPass: true })
})

test('what should not happen stays as it is', () => {
  for (const error of [sqlite(1), sqlite(2067), new TypeError('bug'), 'text']) {
    expect(sqliteFailure(error, 'the log')).toBe(error)
  }
})

test('only what somebody else will let go of is busy', () => {
  expect([5, 517, 6, 10, 13].filter((code) => isBusy(sqlite(code)))).toEqual([5, 517, 6])
})

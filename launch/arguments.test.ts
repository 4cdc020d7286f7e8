import { expect, test } from 'vitest'
import { readArguments } from './arguments.ts'

test('nothing is reset unless asked for', () => {
  expect(readArguments([])).toEqual({ reset: false, help: false })
  expect(readArguments(['--reset'])).toEqual({ reset: true, help: false })
  expect(readArguments(['-h'])).toEqual({ reset: false, help: true })
})

test.for([[['--rest']], [['reset']], [['--reset=yes']]] as const)(
  'npm start -- %j is refused rather than guessed at',
  ([args]) => {
    expect(() => readArguments([...args])).toThrow('npm start -- --help')
  },
)

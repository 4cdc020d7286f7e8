import { expect, test } from 'vitest'
import { readArguments } from './arguments.ts'

test('nothing is reset unless asked for, and a crowd comes unless it is left out', () => {
  expect(readArguments([])).toEqual({ reset: false, help: false, crowd: true })
  expect(readArguments(['--reset'])).toEqual({ reset: true, help: false, crowd: true })
  expect(readArguments(['-h'])).toEqual({ reset: false, help: true, crowd: true })
  expect(readArguments(['--no-crowd'])).toEqual({ reset: false, help: false, crowd: false })
})

test.for([[['--rest']], [['reset']], [['--reset=yes']]] as const)(
  'npm start -- %j is refused rather than guessed at',
  ([args]) => {
    expect(() => readArguments([...args])).toThrow('npm start -- --help')
  },
)

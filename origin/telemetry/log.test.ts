import { expect, test } from 'vitest'
import { createLog, described, inShort } from './log.ts'

test('a line is JSON with its level and its instant, and what is beneath the level is not written', () => {
  const lines: string[] = []
  const log = createLog(
    'warn',
    (line) => lines.push(line),
    () => 0,
  )

  log('info', { what: 'nothing' })
  log('warn', { what: 'something', n: 1 })

  expect(lines).toEqual([
    '{"level":"warn","at":"1970-01-01T00:00:00.000Z","what":"something","n":1}',
  ])
})

test('an error is told with what caused it, and without its other fields', () => {
  const cause = Object.assign(new Error('the disk is full'), { keyValue: 'fan@example.com' })
  const error = new Error('not kept', { cause })

  expect(described(error)).toMatch(/not kept[^]+caused by: Error: the disk is full/)
  expect(inShort(error)).toBe('not kept / the disk is full')
  expect(described(error)).not.toContain('fan@example.com')
})

test('what causes itself is told so often and no more', () => {
  const error = new Error('round')
  error.cause = error

  expect(inShort(error).split(' / ')).toHaveLength(5)
})

test('what is no error is told as what it is, and not repeated', () => {
  expect(inShort('fan@example.com')).toBe('Not an error, but a string.')
})

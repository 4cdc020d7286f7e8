import { expect, test } from 'vitest'
import { entries, ROOMS, roomId } from './rooms.ts'

test('every room of the bench is one that the Worker takes, under its id', () => {
  const ids = entries().map(({ id }) => id)

  expect(ids).toEqual(Object.keys(ROOMS).map((name) => `bench-${name}`))
  expect(ids).toContain(roomId('line'))
})

import { expect, test } from 'vitest'
import { parsedEntry } from '../../core/operate/described.ts'
import { benchRooms, ROOMS } from './rooms.ts'

test('every room of the bench is one by the settings of today, and named for what is measured', () => {
  const rooms = benchRooms({ shopOrigin: 'http://127.0.0.1:9000' })

  const read = rooms.map((room) => parsedEntry(room, undefined, 1_000))
  expect(read.filter(({ kind }) => kind !== 'entry')).toEqual([])
  expect(rooms.map(({ id }) => id)).toEqual([
    ...Object.keys(ROOMS).map((name) => `bench-${name}`),
    'bench-guarded',
  ])
})

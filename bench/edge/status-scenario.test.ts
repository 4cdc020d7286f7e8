import { expect, test } from 'vitest'
import { scenario } from './status-scenario.ts'

const request = (path: string) => ({ method: 'GET', path })

test('fans ask one after the other, and from the first again', async () => {
  const { next } = await scenario({ requests: [request('/a'), request('/b')] })

  expect([0, 1, 2].map((connection) => next(connection).request.path)).toEqual(['/a', '/b', '/a'])
})

test('there is somebody who asks', () => {
  expect(() => scenario({ requests: [] })).toThrow('Too small')
})

import { expect, test } from 'vitest'
import { mayAct } from './role.ts'
import { operateRoutes } from './routes.ts'

test('each role may do all that the ones before it may, and no more', () => {
  const roles = ['viewer', 'operator', 'owner'] as const

  const table = roles.map((role) => roles.map((needed) => mayAct(role, needed)))

  expect(table).toEqual([
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ])
})

test('whoever only looks changes nothing: every route of a viewer reads', () => {
  const viewers = Object.values(operateRoutes).filter(({ role }) => role === 'viewer')

  expect(viewers.filter(({ method }) => method !== 'get')).toEqual([])
  expect(viewers.length).toBeGreaterThan(4)
})

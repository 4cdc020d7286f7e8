import { expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { route } from './route.ts'

const described = {
  id: 'sell',
  method: 'post',
  path: '/orders/:order',
  who: 'service',
  title: 'Sell',
  what: 'Sells.',
  codes: [],
} as const

test('a handler is given what its route’s schemas read, and nothing where there is none', () => {
  const made = route({
    ...described,
    params: z.object({ order: z.string() }),
    body: z.object({ seats: z.coerce.number() }),
    answer: z.object({ kind: z.literal('sold') }),
    handle: async ({ params, query, body }) => {
      expectTypeOf(params).toEqualTypeOf<{ order: string }>()
      expectTypeOf(query).toEqualTypeOf<undefined>()
      expectTypeOf(body).toEqualTypeOf<{ seats: number }>()
      return { kind: 'sold' as const }
    },
  })

  expect(made.path).toBe('/orders/:order')
})

test('a handler that answers something else than its route says does not compile', () => {
  const other = route({
    ...described,
    answer: z.object({ kind: z.enum(['sold', 'gone']) }),
    // @ts-expect-error: the answer has no such kind.
    handle: async () => ({ kind: 'lost' as const }),
  })
  const less = route({
    ...described,
    answer: z.object({ kind: z.literal('sold'), seats: z.number() }),
    // @ts-expect-error: the answer lacks a field.
    handle: async () => ({ kind: 'sold' as const }),
  })

  expect([other.id, less.id]).toEqual(['sell', 'sell'])
})

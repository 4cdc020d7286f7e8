import { afterEach, expect, test, vi } from 'vitest'
import { said } from './fixtures.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

test('a server that is none of ours is said to be so, and so is one that cannot be read', async () => {
  expect(await said('me', [[200, { hello: 'world' }]])).toMatchObject({
    exit: 5,
    errors: 'What answers at https://sale.example is not this Admit One.',
  })
  expect(await said('me', [[418, 'tea']])).toMatchObject({
    exit: 1,
    errors: 'It answered 418, and nothing that can be read.',
  })
})

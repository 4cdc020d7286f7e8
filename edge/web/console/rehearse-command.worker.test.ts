import { expect, test } from 'vitest'
import { commandOf } from './rehearse-command.ts'

test('the command says all of the crowd, so that it finds the same', () => {
  const crowd = {
    fans: 200,
    withinSeconds: 120,
    shoppingSeconds: 400,
    noShowPercent: 10,
    seed: 1,
  }

  expect(commandOf({ id: 'gala' }, crowd)).toBe(
    'admit-one rehearse gala --fans 200 --within 120 --shopping 400 --no-show 10 --seed 1',
  )
})

import { describe, expect, test } from 'vitest'
import { commandOf, readCrowd } from './rehearse-crowd.ts'

const usual = { fans: 200, withinSeconds: 120, shoppingSeconds: 400, noShowPercent: 10, seed: 1 }

function read(typed: Readonly<Record<string, string>>) {
  return readCrowd((name) => typed[name] ?? '', usual)
}

describe('a crowd that was typed', () => {
  test('is the usual one where nothing was', () => {
    expect(read({ fans: ' ' })).toEqual({ kind: 'crowd', crowd: usual })
  })

  test('is read by the names of the command’s flags', () => {
    const typed = { fans: '30', within: '5', shopping: '60', 'no-show': '2.5', seed: '9' }

    expect(read(typed)).toEqual({
      kind: 'crowd',
      crowd: { fans: 30, withinSeconds: 5, shoppingSeconds: 60, noShowPercent: 2.5, seed: 9 },
    })
  })

  test.each([
    ['fans', '0'],
    ['fans', '2000001'],
    ['fans', '1.5'],
    ['fans', 'many'],
    ['within', '0'],
    ['shopping', 'Infinity'],
    ['no-show', '-1'],
    ['no-show', '101'],
    ['seed', '4294967296'],
  ])('names %s where it is %s, and what would be allowed', (name, value) => {
    expect(read({ [name]: value })).toMatchObject({
      kind: 'wrong',
      name,
      low: expect.any(Number),
      high: expect.any(Number),
    })
  })
})

test('the command says all of the crowd, so that it finds the same', () => {
  expect(commandOf({ id: 'gala' }, usual)).toBe(
    'admit-one rehearse gala --fans 200 --within 120 --shopping 400 --no-show 10 --seed 1',
  )
})

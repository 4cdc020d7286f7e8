import { MongoBulkWriteError, MongoNetworkError, MongoServerError } from 'mongodb'
import { expect, test } from 'vitest'
import { StoreFailure } from '../failure.ts'
import { asFailure, takenFields } from './mongodb-errors.ts'

const message = (index: string) => ({
  message: `E11000 duplicate key error collection: shop.seats index: ${index} dup key: { : 1 }`,
})
const names = new Map([['a_1_b_1', ['a', 'b']]])
const said = (code: number, more: object = {}) =>
  new MongoServerError({ message: 'As the server says it, with p4ssw0rd.', code, ...more })

test.each([
  [13, 'wrong-secret'],
  [18, 'wrong-secret'],
  [14, 'bad-request'],
  [28, 'bad-request'],
  [10334, 'too-large'],
  [17419, 'too-large'],
  [14031, 'disk-full'],
  [91, 'unreachable'],
  [10107, 'unreachable'],
  [11600, 'unreachable'],
])('code %i of the server is %s', (code, failure) => {
  const failed = asFailure(said(code))

  expect(failed).toBeInstanceOf(StoreFailure)
  expect(failed).toMatchObject({ code: failure })
  expect(failed).not.toMatchObject({ message: expect.stringContaining('p4ssw0rd') })
})

test('a broken connection is unreachable, and one refused for its secret is not', () => {
  expect(asFailure(new MongoNetworkError('closed'))).toMatchObject({ code: 'unreachable' })
  const refused = new MongoNetworkError('handshake', { cause: said(18) })
  expect(asFailure(refused)).toMatchObject({ code: 'wrong-secret' })
})

test('a bulk that met a broken connection is unreachable too', () => {
  const broken = new MongoBulkWriteError(new MongoNetworkError('closed'), Object.create(null))

  expect(asFailure(broken)).toMatchObject({ code: 'unreachable' })
})

test('what is no failure of the store stays the error it was', () => {
  const bug = new TypeError('x is not a function')

  expect(asFailure(bug)).toBe(bug)
  expect(asFailure(said(59))).toMatchObject({ code: 59 })
})

test('the fields of a taken key are told by the pattern, or else by the name of the index', () => {
  expect(takenFields(said(11_000, { keyPattern: { x: 1, y: 1 } }), names)).toEqual(['x', 'y'])
  expect(takenFields(said(11_000, message('a_1_b_1')), names)).toEqual(['a', 'b'])
  expect(takenFields(said(11_000, message('_id_')), names)).toEqual(['_id'])
  expect(takenFields(said(11_000, message('seat.row_1_c_-1')), names)).toEqual(['seat.row', 'c'])
  expect(takenFields(said(14), names)).toBeUndefined()
})

import { expect, test } from 'vitest'
import { kafkaProperties } from './kafka-properties.ts'

const plain = { data: '/data', port: 9092, controllerPort: 9093, users: [] }

test('every listener is on this machine alone', () => {
  const addresses = kafkaProperties(plain).match(/\/\/[^:,\s]+|@[^:,\s]+/g) ?? []

  expect(addresses.length).toBeGreaterThan(3)
  expect(new Set(addresses.map((address) => address.replace(/^\W+/, '')))).toEqual(
    new Set(['127.0.0.1']),
  )
})

test('a topic is only there when somebody made it', () => {
  expect(kafkaProperties(plain)).toContain('auto.create.topics.enable=false\n')
})

test('without users nobody signs in, and with users everybody does', () => {
  const users = [{ name: 'origin', password: 'a-password' }]

  expect(kafkaProperties(plain)).not.toContain('SASL')
  expect(kafkaProperties({ ...plain, users })).toContain('CLIENTS:SASL_PLAINTEXT')
  expect(kafkaProperties({ ...plain, users })).toContain('user_origin="a-password"')
})

test.each([
  { name: 'two words', password: 'a' },
  { name: 'a', password: 'with"quote' },
  { name: 'broker', password: 'a' },
])('a user that would change the meaning of the settings is refused: %j', (user) => {
  expect(() => kafkaProperties({ ...plain, users: [user] })).toThrow('users need names')
})

import { expect, test } from 'vitest'
import { readSettings, readWish } from './run-settings.ts'

test('the ports are the usual ones, and each is moved by its variable', () => {
  const env = { KAFKA_PORT: '19092', S3_PORT: '' }

  expect(readSettings('/root', env)).toEqual({
    ports: { MONGODB_PORT: 27_017, KAFKA_PORT: 19_092, S3_PORT: 7070 },
    dataDir: '/root/.data',
    folder: '/root/.data/services',
  })
})

test.each(['0', '65536', '1e3', 'x'])('the port %s is refused by name', (port) => {
  expect(() => readSettings('/root', { S3_PORT: port })).toThrow(`S3_PORT=${port} is not a port`)
})

test('one port for two is refused', () => {
  expect(() => readSettings('/root', { S3_PORT: '9092' })).toThrow('a port of its own')
})

test('what is asked for is read, and what is not understood is one sentence', () => {
  expect(readWish([])).toEqual({ wish: 'run', reset: false })
  expect(readWish(['--install'])).toEqual({ wish: 'install', reset: false })
  expect(readWish(['--reset'])).toEqual({ wish: 'run', reset: true })
  expect(() => readWish(['--rset'])).toThrow('npm run services -- --help')
})

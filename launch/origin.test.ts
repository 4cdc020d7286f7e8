import { expect, test } from 'vitest'
import { originPlan } from './origin.ts'
import { readSettings } from './settings.ts'

test('the origin keeps its data in a folder of its own, on loopback, and knows the edge’s key', () => {
  const settings = readSettings('/clone', { ORIGIN_PORT: '9001', PORT: '9000', DATA_DIR: '/data' })

  const { args, env } = originPlan('/clone', settings, 'the-key')

  expect(args.at(-1)).toBe('/clone/origin/main.ts')
  expect(env).toMatchObject({
    PORT: '9001',
    HOST: '127.0.0.1',
    DATA_DIR: '/data/origin',
    EDGE_URL: 'http://localhost:9000',
    SERVICE_TOKENS: '{"keys":[{"id":"edge","secret":"the-key"}]}',
  })
})

test('which stores it uses is left to the environment', () => {
  const { env } = originPlan('/clone', readSettings('/clone', {}), 'the-key')

  expect(Object.keys(env)).not.toContain('STORES')
})

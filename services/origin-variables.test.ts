import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { originVariables, writeOriginVariables } from './origin-variables.ts'
import { keepSecrets } from './secrets.ts'
import { testFolder } from './test-folder.ts'

const addresses = {
  mongodb: 'mongodb://127.0.0.1:1',
  kafka: '127.0.0.1:2',
  s3: 'http://127.0.0.1:3',
}

test('the secret is printed nowhere, and a shell finds it, whatever the folder is called', () => {
  const secrets = keepSecrets(join(testFolder(), "it's here"))

  const lines = originVariables(addresses, secrets)

  expect(lines.join('\n')).not.toContain(secrets.s3SecretKey)
  const script = `${lines.join('\n')}\nprintf %s "$S3_SECRET_KEY $KAFKA_BROKERS"`
  expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(
    `${secrets.s3SecretKey} 127.0.0.1:2`,
  )
})

test('the file for Node says the same, for its owner alone', () => {
  const secrets = keepSecrets(testFolder())

  writeOriginVariables(addresses, secrets)

  const file = secrets.originVariablesFile
  expect(statSync(file).mode & 0o077).toBe(0)
  expect(parseEnv(readFileSync(file, 'utf8'))).toMatchObject({
    STORES: 'real',
    S3_SECRET_KEY: secrets.s3SecretKey,
    MONGODB_URL: addresses.mongodb,
  })
})

test('secrets are made once, and differ from folder to folder', () => {
  const folder = testFolder()

  expect(keepSecrets(folder)).toEqual(keepSecrets(folder))
  expect(keepSecrets(folder).s3SecretKey).not.toBe(keepSecrets(testFolder()).s3SecretKey)
})

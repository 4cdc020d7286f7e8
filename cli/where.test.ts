import { describe, expect, test } from 'vitest'
import { whereOf } from './where.ts'
import { NotUnderstood } from './verb.ts'

const files: Readonly<Record<string, string>> = {
  '/data/keys/address': 'http://127.0.0.1:8787\n',
  '/data/keys/operator-key': 'ao_owner\n',
  '/here/mine.txt': 'ao_file\n',
}

function read(path: string): string {
  const text = files[path]
  if (text === undefined) throw new Error('there is no file')
  return text
}

function where(env: Record<string, string>, options: Record<string, string> = {}) {
  return whereOf(options, {
    env,
    folder: '/here',
    read,
    write: () => {},
    print: () => {},
    complain: () => {},
    ask: undefined,
    terminal: undefined,
    nowMs: () => 0,
    stop: new AbortController().signal,
  })
}

const away = 'https://sale.example'

test('what was started in this folder is found with its key', () => {
  expect(where({ DATA_DIR: '/data' })).toEqual({ url: 'http://127.0.0.1:8787', token: 'ao_owner' })
})

test('a token of one’s own goes before the owner’s key', () => {
  expect(where({ DATA_DIR: '/data', ADMIT_ONE_TOKEN: 'ao_mine' }).token).toBe('ao_mine')
})

describe('another Admit One', () => {
  test('is asked with a token from the environment or from a file', () => {
    expect(where({ ADMIT_ONE_URL: away, ADMIT_ONE_TOKEN: 'ao_mine' })).toEqual({
      url: away,
      token: 'ao_mine',
    })
    expect(where({ ADMIT_ONE_URL: away }, { 'token-file': 'mine.txt' }).token).toBe('ao_file')
    expect(where({ ADMIT_ONE_URL: away, ADMIT_ONE_TOKEN_FILE: 'mine.txt' }).token).toBe('ao_file')
  })

  test('said by a flag goes before the environment', () => {
    const env = { ADMIT_ONE_URL: 'https://other.example', ADMIT_ONE_TOKEN: 'ao_mine' }

    expect(where(env, { url: away }).url).toBe(away)
  })

  test('is never sent the key of this folder', () => {
    expect(() => where({ DATA_DIR: '/data', ADMIT_ONE_URL: away })).toThrow('whose token')
    expect(() => where({ DATA_DIR: '/data', ADMIT_ONE_URL: away, ADMIT_ONE_TOKEN: '' })).toThrow(
      NotUnderstood,
    )
  })
})

test.each([
  [{ DATA_DIR: '/nothing' }, {}, 'start Admit One here'],
  [{ ADMIT_ONE_URL: away }, { 'token-file': 'none.txt' }, 'none.txt cannot be read'],
])('%j with %j cannot be read, and says what to do', (env, options, sentence) => {
  expect(() => where(env, options)).toThrow(sentence)
})

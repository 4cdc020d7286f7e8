import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { filled, readTarget, tokenIn } from './target.ts'

const described = {
  name: 'another',
  origin: 'http://127.0.0.1:8080',
  join: { method: 'POST', path: '/join', body: '{}' },
  status: { method: 'GET', path: '/status?token={token}' },
  push: { path: '/ws?token={token}' },
}

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'admit-one-target-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

test('a server is read from JSON, and its token is named so unless it says otherwise', async () => {
  await writeFile(join(folder, 'a.json'), JSON.stringify(described))

  expect(await readTarget('a.json', folder)).toEqual({ ...described, tokenField: 'token' })
})

test('a server is read from a module', async () => {
  await writeFile(join(folder, 'a.mjs'), `export default ${JSON.stringify(described)}`)

  expect((await readTarget('a.mjs', folder)).name).toBe('another')
})

test.each([
  ['{', 'a.json is not JSON.'],
  ['{}', 'describes no server: name:'],
  [JSON.stringify({ ...described, origin: 'http://example.com' }), 'origin: Only http://127.0.0.1'],
  [JSON.stringify({ ...described, statsu: 1 }), 'statsu'],
])('%s is refused with what is wrong', async (text, sentence) => {
  await writeFile(join(folder, 'a.json'), text)

  await expect(readTarget('a.json', folder)).rejects.toThrow(sentence)
})

test('a file that there is not is refused with its name', async () => {
  await expect(readTarget('b.json', folder)).rejects.toThrow('no file b.json')
})

test('blanks are filled in paths, headers and bodies, and what is no blank stays', () => {
  const request = {
    method: 'POST',
    path: '/a/{token}',
    headers: { authorization: 'Bearer {token}' },
    body: '{"t":"{token}","other":"{other}"}',
  }

  expect(filled(request, { token: 't1' })).toEqual({
    method: 'POST',
    path: '/a/t1',
    headers: { authorization: 'Bearer t1' },
    body: '{"t":"t1","other":"{other}"}',
  })
})

test('the token may lie deeper in the answer, and is missed when it is not there', () => {
  expect(tokenIn({ place: { token: 'abc' } }, 'place.token')).toBe('abc')
  expect(() => tokenIn({ place: null }, 'place.token')).toThrow('no text at place.token')
  expect(() => tokenIn({ token: 3 }, 'token')).toThrow('no text at token')
})

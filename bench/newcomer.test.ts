import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cloneFrom, startUntilPage } from './newcomer.ts'

let folder: string
const patience = new AbortController().signal

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'admit-one-newcomer-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function projectThatStarts(code: string): Promise<void> {
  const start = `${process.execPath} start.cjs`
  await writeFile(join(folder, 'package.json'), JSON.stringify({ scripts: { start } }))
  await writeFile(join(folder, 'start.cjs'), code)
}

test('it waits for the page, not for the first answer, and ends what it started', async () => {
  await projectThatStarts(`
    require('fs').writeFileSync(process.env.DATA_DIR, String(process.pid))
    let asked = 0
    require('http').createServer((_, answer) => {
      const ready = asked++ > 0
      require('fs').writeFileSync(process.env.DATA_DIR + '-asked', String(asked))
      answer.writeHead(ready ? 200 : 503, { 'content-type': 'text/html' })
      answer.end('<html>')
    }).listen(process.env.PORT, '127.0.0.1')`)
  const data = join(folder, 'pid')

  await startUntilPage(folder, data, process.env, patience)

  const pid = Number(await readFile(data, 'utf8'))
  expect(await readFile(`${data}-asked`, 'utf8')).toBe('2')
  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
})

test('a start that ends before its page fails with what it said', async () => {
  await projectThatStarts(`console.error('the disk is full'); process.exit(3)`)

  const start = startUntilPage(folder, join(folder, 'data'), process.env, patience)

  await expect(start).rejects.toThrow(/before its page[^]*the disk is full/)
})

test('a start that shows no page in time is ended', async () => {
  await projectThatStarts('setInterval(() => {}, 1000)')

  const start = startUntilPage(folder, join(folder, 'data'), process.env, AbortSignal.abort())

  await expect(start).rejects.toThrow('no page in time')
})

test('a clone has what is committed, and nothing else', async () => {
  const source = join(folder, 'source')
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: source,
    })
  execFileSync('git', ['init', '-q', source])
  await writeFile(join(source, 'kept'), 'yes')
  git('add', 'kept')
  git('commit', '-qm', 'kept')
  await writeFile(join(source, 'loose'), 'no')

  await cloneFrom(source, join(folder, 'target'), process.env, patience)

  expect(existsSync(join(folder, 'target/kept'))).toBe(true)
  expect(existsSync(join(folder, 'target/loose'))).toBe(false)
})

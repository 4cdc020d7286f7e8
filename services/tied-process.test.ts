import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { processRuns, untilGone } from './process-runs.ts'
import { startTied } from './tied-process.ts'

test('its number is that of the process itself, not of a shell around it', async () => {
  const tied = startTied({ command: 'sh', args: ['-c', 'echo $$'] })

  expect((await tied.died).lastLines).toEqual([String(tied.pid)])
})

test('how it ended is told, with what it printed last', async () => {
  const tied = startTied({ command: 'sh', args: ['-c', 'echo one; echo two >&2; exit 3'] })

  expect(await tied.died).toEqual({ how: 'ended with exit code 3', lastLines: ['one', 'two'] })
})

test('a command that is not there is an end that says so', async () => {
  const { how, lastLines } = await startTied({ command: '/nowhere/server', args: [] }).died

  expect(how).toMatch(/ended with exit code 12[67]/)
  expect(lastLines.join('\n')).toContain('/nowhere/server')
})

test('a signal reaches the process itself', async () => {
  const tied = startTied({ command: 'sleep', args: ['600'] })

  tied.signal('SIGKILL')

  expect((await tied.died).how).toBe('was ended by SIGKILL')
})

test('it gets its words as they are, with no shell in between', async () => {
  const tied = startTied({ command: 'printf', args: ['%s\n', '$HOME', '*', 'a b'] })

  expect((await tied.died).lastLines).toEqual(['$HOME', '*', 'a b'])
})

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'a parent that is ended by %s takes it along',
  async (signal) => {
    const module = new URL('tied-process.ts', import.meta.url).href
    const script = `
      const { startTied } = await import(${JSON.stringify(module)})
      console.log(startTied({ command: 'sleep', args: ['600'] }).pid)
      setInterval(() => {}, 1000)`
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = await once(createInterface({ input: parent.stdout }), 'line')
    const pid = Number(line)
    expect(processRuns(pid)).toBe(true)

    parent.kill(signal)

    await untilGone(pid)
    expect(processRuns(pid)).toBe(false)
  },
)

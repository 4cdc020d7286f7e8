import { expect, test } from 'vitest'
import { capture, handOver } from './child.cjs'

const run = (script: string, timeoutMs = 10_000) => capture('sh', ['-c', script], { timeoutMs })

test('what a command prints on both streams is kept, with how it ended', async () => {
  expect(await run('echo out; echo err >&2')).toMatchObject({ ok: true, output: 'out\nerr\n' })
  expect(await run('echo no; exit 3')).toEqual({ ok: false, output: 'no\n', timedOut: false })
})

test('a command out of time is ended with everything it started', async () => {
  const { ok, timedOut, output } = await run('sleep 60 & echo $!; wait', 100)

  expect({ ok, timedOut }).toEqual({ ok: false, timedOut: true })
  expect(await isGone(Number(output))).toBe(true)
})

test('a command that is not there has failed, and the output says why', async () => {
  const result = await capture('/nowhere/at-all', [], { timeoutMs: 1000 })

  expect(result.ok).toBe(false)
  expect(result.output).toContain('ENOENT')
})

test('being asked to stop while a command runs stops the command and then us', async () => {
  const running = run('sleep 60')
  process.emit('SIGTERM', 'SIGTERM')

  await expect(running).rejects.toMatchObject({ message: 'Stopped by SIGTERM.', exitCode: 143 })
})

test('we end as the command we handed over to ended', async () => {
  const env = process.env

  expect(await handOver(process.execPath, ['-e', 'process.exit(7)'], { env })).toBe(7)
  const killed = "process.kill(process.pid, 'SIGKILL')"
  expect(await handOver(process.execPath, ['-e', killed], { env })).toBe(137)
})

/** A killed process is gone once the kernel says so, or is a zombie nobody has collected. */
async function isGone(pid: number): Promise<boolean> {
  const { output } = await run(`ps -o stat= -p ${pid}`)
  return output.trim() === '' || output.trim().startsWith('Z')
}

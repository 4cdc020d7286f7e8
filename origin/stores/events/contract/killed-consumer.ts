import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { consumerWord, type ConsumerPlan } from './consumer-process.ts'

export type ConsumerProcess = {
  readonly isJoined: () => boolean
  /** The values it heard, batch by batch, by partition. */
  readonly heard: ReadonlyMap<number, string[][]>
  /** SIGKILL, until it is gone and all that it said has been read. */
  kill(): Promise<void>
}

export function startConsumer(plan: ConsumerPlan): ConsumerProcess {
  const program = join(import.meta.dirname, 'consumer-process.ts')
  const child = spawn(process.execPath, ['--no-warnings', program, JSON.stringify(plan)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const closed = once(child, 'close')
  const heard = new Map<number, string[][]>()
  let isJoined = false
  createInterface({ input: child.stdout }).on('line', (line) => {
    const word = consumerWord.parse(JSON.parse(line))
    if (word.kind === 'joined') isJoined = true
    else heard.set(word.partition, [...(heard.get(word.partition) ?? []), word.values])
  })
  const kill = async () => {
    child.kill('SIGKILL')
    await closed
  }
  onTestFinished(kill)
  return { isJoined: () => isJoined, heard, kill }
}

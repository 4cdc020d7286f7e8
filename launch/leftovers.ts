import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { endGroup, startOf } from './process-group.ts'

// A launcher killed outright cannot end its children. It has written down who they are, and the
// next start on the same data folder, which holds its lock by then, ends them.

const RUNNING_FILE = 'running.json'
const running = z.array(z.object({ name: z.string(), leader: z.number().int(), start: z.string() }))

/** Writes down the children that run now. */
export function noteRunning(dataDir: string, children: { name: string; leader: number }[]): void {
  const noted = children.flatMap(({ name, leader }) => {
    const start = startOf(leader)
    return start === undefined ? [] : [{ name, leader, start }]
  })
  writeFileSync(join(dataDir, RUNNING_FILE), JSON.stringify(noted))
}

/** Ends what a former start left running, and answers the names. */
export async function endLeftovers(dataDir: string): Promise<string[]> {
  const left = readRunning(dataDir).filter(({ leader, start }) => startOf(leader) === start)
  await Promise.all(left.map(({ leader }) => endGroup(leader)))
  rmSync(join(dataDir, RUNNING_FILE), { force: true })
  return left.map(({ name }) => name)
}

function readRunning(dataDir: string): z.infer<typeof running> {
  try {
    return running.parse(JSON.parse(readFileSync(join(dataDir, RUNNING_FILE), 'utf8')))
  } catch {
    return []
  }
}

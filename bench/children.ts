import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** Children a bench started. None outlives it, however it ends, save by a SIGKILL of the bench. */
const alive = new Map<ChildProcess, () => void>()

/** `kill` is for a child that leads a group of its own. */
export function keepTrackOf(
  child: ChildProcess,
  kill: () => void = () => child.kill('SIGKILL'),
): void {
  alive.set(child, kill)
  child.once('exit', () => alive.delete(child))
}

export function killChildrenAtExit(): void {
  process.on('exit', () => {
    for (const kill of alive.values()) kill()
  })
  process.on('SIGINT', () => process.exit(130))
  process.on('SIGTERM', () => process.exit(143))
}

/** To a child that was started `detached`, and to all it started in turn. */
export function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // The group has ended by itself.
  }
}

/** Asks a child to end, and makes it end when it does not. */
export async function endChild(child: ChildProcess, graceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), graceMs)
  await exited
  clearTimeout(force)
}

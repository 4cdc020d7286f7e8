import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { opened, textOf, type MakePlace } from './place.ts'
import { drained } from './patterned-stream.ts'
import type { Command } from './store-process.ts'

const KILLS = 6
const CHILDREN = 4
const COUNTS_EACH = 15

const acknowledgement = z.object({ key: z.string(), version: z.number() })

export function contractOfCrashes(makePlace: MakePlace): void {
  test('a process killed in the middle of puts leaves every object whole, and those acknowledged', async () => {
    const place = await makePlace()
    const acknowledged = new Map<string, number>()

    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = startChild(place.forChild, { kind: 'put', run: kill })
      let left = 10 + kill * 3
      for await (const line of child.lines) {
        const { key, version } = acknowledgement.parse(JSON.parse(line))
        acknowledged.set(key, version)
        left -= 1
        // It goes on while we decide: the kill meets it wherever it is by then.
        if (left === 0) child.process.kill('SIGKILL')
      }
      expect(await child.ended).toEqual([null, 'SIGKILL'])
    }

    const objects = await opened(place)
    const { objects: listed } = await objects.list('')
    for (const { key, sizeBytes } of listed) {
      const got = await objects.get(key)
      if (got.kind !== 'object') throw new Error(`${key} is listed and is not there.`)
      const { digest, version } = got.about.metadata
      expect(await drained(got.body)).toEqual({ sizeBytes, digest })
      expect(Number(version)).toBeGreaterThanOrEqual(acknowledged.get(key) ?? 0)
      acknowledged.delete(key)
    }
    expect([...acknowledged.keys()]).toEqual([])
  }, 120_000)

  test('several processes that count in one object lose no count', async () => {
    const place = await makePlace()

    const children = Array.from({ length: CHILDREN }, () =>
      startChild(place.forChild, { kind: 'count', times: COUNTS_EACH }),
    )
    for (const { ended } of children) expect(await ended).toEqual([0, null])

    const objects = await opened(place)
    expect(await textOf(await objects.get('count'))).toBe(String(CHILDREN * COUNTS_EACH))
  }, 120_000)
}

function startChild(store: Command['store'], work: Command['work']) {
  const script = join(import.meta.dirname, 'store-process.ts')
  const child = spawn(process.execPath, [script, JSON.stringify({ store, work })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return {
    process: child,
    lines: createInterface({ input: child.stdout }),
    ended: once(child, 'exit'),
  }
}

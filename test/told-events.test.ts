/** Joins at the edge, counted in the origin's record, though the origin is killed in the middle of it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { expectAllTold, joinMeanwhile } from './told/joining.ts'
import { startTellingSale, type TellingSale } from './told/telling-sale.ts'
import { startZipkin, type Zipkin } from './told/zipkin.ts'

let folder: string
let sale: TellingSale
let zipkin: Zipkin

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'admit-one-told-'))
  zipkin = await startZipkin()
  sale = await startTellingSale(folder, {}, zipkin.url)
})

afterAll(async () => {
  await sale.stop()
  await zipkin.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('who joined while the origin was killed and away is in its record, once', async () => {
  const fans = await joinMeanwhile(sale, async () => {
    for (let times = 0; times < 2; times += 1) {
      await wait(3_000)
      await sale.origin.kill()
      await wait(2_000)
      await sale.origin.start()
    }
    await wait(2_000)
  })

  await expectAllTold(sale, fans)
  expect(fans).toBeGreaterThan(50)
}, 180_000)

/** A trace that has come to its end, with what the edge, the door and the taker said. */
function followed() {
  return zipkin.traces().find((spans) => new Set(spans.map(({ name }) => name)).size >= 3)
}

test('an event is followed from the edge through the origin and the log to who takes it in', async () => {
  const deadlineMs = Date.now() + 30_000
  while (followed() === undefined && Date.now() < deadlineMs) {
    await sale.join()
    await wait(250)
  }

  const spans = followed() ?? []
  const service = z.object({ serviceName: z.string() })
  const [edge] = spans.filter(({ parentId }) => parentId === undefined)
  expect(service.parse(edge?.localEndpoint).serviceName).toBe('admit-one-edge')
  expect(edge?.name).toMatch(/^tell /)
  expect(spans.map(({ name }) => name)).toEqual(
    expect.arrayContaining([edge?.name, 'log Queue_log', 'take Queue_log']),
  )
  const known = new Set(spans.map(({ id }) => id))
  const orphans = spans.filter(({ parentId }) => parentId !== undefined && !known.has(parentId))
  expect(orphans).toEqual([])
})

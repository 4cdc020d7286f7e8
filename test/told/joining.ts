/** Fans who come at a steady pace, for as long as something is done to what stands behind the edge. */
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import type { TellingSale } from './telling-sale.ts'

const EVERY_MS = 40
const TOLD_WITHIN_MS = 90_000
const LOOK_AGAIN_MS = 500

/** Answers how many came. */
export async function joinMeanwhile(
  sale: Pick<TellingSale, 'join'>,
  meanwhile: () => Promise<void>,
): Promise<number> {
  const ended = new AbortController()
  const acts = meanwhile().finally(() => ended.abort())
  let fans = 0
  const come = async () => {
    while (!ended.signal.aborted) {
      await sale.join()
      fans += 1
      await wait(EVERY_MS)
    }
  }
  await Promise.all([acts, come(), come()])
  return fans
}

/** Everybody who has joined is in the record, once; waited for, since it is told by and by. */
export async function expectAllTold(sale: TellingSale, fans: number): Promise<void> {
  const deadlineMs = Date.now() + TOLD_WITHIN_MS
  let told = await sale.told()
  while (sumOf(told) < fans && Date.now() < deadlineMs) {
    await wait(LOOK_AGAIN_MS)
    told = await sale.told()
  }
  expect(told).toMatchObject([{ lane: 'general', joined: fans, total: fans }])
  expect(await sale.counted()).toBe(fans)
  // What comes twice comes soon: nothing is added by who is told again.
  await wait(3_000)
  expect(sumOf(await sale.told())).toBe(fans)
}

function sumOf(told: readonly { readonly joined: number }[]): number {
  return told.reduce((sum, { joined }) => sum + joined, 0)
}

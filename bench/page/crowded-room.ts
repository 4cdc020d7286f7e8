/** The product as `npm start` runs it, with a crowd in its room, for phones to come to. */
import { setTimeout as wait } from 'node:timers/promises'
import { doorAnswer } from '../../core/protocol/door.ts'
import { startProduct } from '../../test/product.ts'
import { RoomClient } from '../../test/room-client.ts'

const ROOM = 'demo'
/** Enough that a phone which joins now is still in the line after all that is measured of it. */
const LINE = 100
const LINE_WITHIN_MS = 90_000
const LOOK_AGAIN_MS = 500

export interface CrowdedRoom {
  /** Of the fan's page. */
  address: string
  /** Takes a place at the end of the line, and answers its cookie. */
  takePlace: () => Promise<{ name: string; value: string; url: string }>
  stop: () => Promise<void>
}

/** Answers when there is a line. */
export async function startCrowdedRoom(): Promise<CrowdedRoom> {
  const product = await startProduct({ env: { CROWD: '200' } })
  const { url, stop } = product
  const address = `${url}/rooms/${ROOM}`
  const room = new RoomClient(url, ROOM)
  try {
    await untilLine(address)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    address,
    takePlace: async () => ({ name: `place-${ROOM}`, value: await room.join(), url }),
    stop,
  }
}

async function untilLine(address: string): Promise<void> {
  const deadlineMs = performance.now() + LINE_WITHIN_MS
  while ((await waitingAt(address)) < LINE) {
    if (performance.now() > deadlineMs) {
      throw new Error(`No line of ${LINE} within ${LINE_WITHIN_MS / 1000} s: nothing to wait in.`)
    }
    await wait(LOOK_AGAIN_MS)
  }
}

async function waitingAt(address: string): Promise<number> {
  const response = await fetch(`${address}/door`)
  return doorAnswer.parse(await response.json()).waiting
}

import { z } from 'zod'
import { deskName } from '../../edge/objects/names.ts'
import { LeaseHolder, type DeskDoor } from './lease-holder.ts'

/** Of the Worker that is measured, as far as it is used here. */
interface Desks {
  getByName: (name: string) => DeskDoor
}

const drive = z.object({
  room: z.string(),
  lane: z.string(),
  isolates: z.int().min(1).max(2_000),
  desks: z.int().min(1).max(32),
  joinsPerSecond: z.number().positive().max(20_000),
  seconds: z.number().positive().max(60),
})

const STEP_MS = 5

/**
 * Plays so many isolates whose fans join evenly: one machine runs one isolate, and what its desks
 * and its room bear depends on how many there are. The numbers are taken and no token is signed.
 */
export default {
  async fetch(request: Request, env: { DESK: Desks }): Promise<Response> {
    if (request.method !== 'POST') return new Response('driver')
    const spec = drive.parse(await request.json())
    const holders = Array.from({ length: spec.isolates }, (_, isolate) => {
      const address = { room: spec.room, index: isolate % spec.desks }
      return new LeaseHolder(
        env.DESK.getByName(deskName(spec.room, address.index)),
        address,
        spec.lane,
      )
    })
    const totalJoins = Math.floor(spec.joinsPerSecond * spec.seconds)
    const startMs = Date.now()
    let joins = 0
    while (joins < totalJoins) {
      const nowMs = Date.now()
      const due = Math.min(
        totalJoins,
        Math.floor(((nowMs - startMs) * spec.joinsPerSecond) / 1_000),
      )
      for (; joins < due; joins += 1) holders[joins % holders.length]?.join(nowMs)
      for (const holder of holders) holder.move(nowMs)
      await new Promise((resolve) => setTimeout(resolve, STEP_MS))
    }
    const elapsedMs = Date.now() - startMs
    await Promise.all(holders.map((holder) => holder.done()))
    const sum = (count: (holder: LeaseHolder) => number) =>
      holders.reduce((all, holder) => all + count(holder), 0)
    return Response.json({
      elapsedMs,
      joins,
      numbers: sum(({ numbers }) => numbers),
      waiting: sum(({ waiting }) => waiting),
      deskCalls: sum(({ calls }) => calls),
      failures: sum(({ failures }) => failures),
    })
  },
}

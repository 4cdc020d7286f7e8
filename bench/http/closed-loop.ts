import type { Clock } from '../clock.ts'
import type { Line } from './line.ts'
import type { Scenario } from './scenario.ts'
import { Tally, type Tallied } from './tally.ts'

/**
 * Closed loop: each connection sends its next request when the former answer has arrived. It
 * finds out how much a server can answer; a slow server slows it down, so its latencies are those
 * of this many polite clients and not those of a crowd that comes regardless (see open-loop.ts).
 */
export interface ClosedLoop {
  lines: readonly Line[]
  scenario: Scenario
  durationMs: number
  maxRequests: number
  clock: Clock
}

/** A server that is gone would otherwise be asked as fast as it can refuse. */
const PAUSE_AFTER_FAILURE_MS = 10

export function runClosedLoop(loop: ClosedLoop): Promise<Tallied> {
  const { lines, scenario, clock } = loop
  const tally = new Tally()
  const startMs = clock.nowMs()
  let sent = 0
  let inFlight = 0
  let over = false

  return new Promise((resolve) => {
    const end = () => {
      if (over) return
      over = true
      resolve(tally.result(clock.nowMs() - startMs))
    }
    const send = (line: Line, connection: number) => {
      if (over) return
      if (sent >= loop.maxRequests) {
        if (inFlight === 0) end()
        return
      }
      sent++
      inFlight++
      const { request, answered } = scenario.next(connection)
      const sentMs = clock.nowMs()
      line.exchange(request, (outcome) => {
        inFlight--
        // What arrives after the end is not counted: it is not in the time divided by either.
        if (over) return
        tally.count(outcome, clock.nowMs() - sentMs)
        if (outcome.kind === 'answer') {
          answered?.(outcome.response)
          send(line, connection)
        } else clock.after(PAUSE_AFTER_FAILURE_MS, () => send(line, connection))
      })
    }
    clock.after(loop.durationMs, end)
    for (const [connection, line] of lines.entries()) send(line, connection)
  })
}

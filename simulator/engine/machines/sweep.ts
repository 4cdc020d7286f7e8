/** A segment looks at its connections' last pings, and takes in what polls were answered. */
import { fansSeen } from '../../../core/queue/segment/arrivals.ts'
import type { LineBook } from '../books/line-book.ts'
import type { Clock } from '../clock.ts'
import { PAGE, type SegmentMachine } from './segment.ts'

export const SWEEP_MS = 10_000
const PING_MS = 15_000

export function sweep(machine: SegmentMachine, line: LineBook, clock: Clock): void {
  if (machine.isSilent || !machine.isFollowed) return
  const seen = look(machine, clock.elapsedMs)
  if (seen.length === 0) return
  // When in the time since the last look a page pinged is not asked: the earliest is taken.
  line.signs(machine.lane, machine.index, seen, clock.nowMs - SWEEP_MS)
  const { state, nowMs } = machine
  const first = machine.index * state.span
  const positions = seen.map((offset) => first + offset)
  machine.commit(fansSeen(state, positions, nowMs - SWEEP_MS, nowMs))
  if (machine.state.presence.present !== state.presence.present) machine.rows += 1
}

/** Who gave a sign of life since the last look; and how many pages there are. */
function look(machine: SegmentMachine, elapsedMs: number): number[] {
  const { pages } = machine
  const seen: number[] = []
  machine.sockets = 0
  machine.polls = 0
  for (let offset = 0; offset < pages.length; offset += 1) {
    const page = pages[offset]
    if (page === PAGE.none) continue
    if (page === PAGE.polls) machine.polls += 1
    else machine.sockets += 1
    // A page pings every 15 s, each in a phase of its own: two thirds since the last look.
    const phase = ((offset * 7_919) % 3) * (PING_MS / 3)
    if (page === PAGE.socket && (elapsedMs + phase) % PING_MS >= SWEEP_MS) continue
    seen.push(offset)
  }
  machine.isFollowed = machine.sockets + machine.polls > 0
  return seen
}

/** A draw's lobby on the core's own desks and leases: which numbers are left void at its end. */
import { accountPassedOn, cutLease, hearAccount, openDesk } from '../core/queue/numbers/desk.ts'
import { takeBlock, tidyDesk, type DeskLine } from '../core/queue/numbers/desk.ts'
import { accountNumbers, cutBlock, lobbyTerms, noNumbers } from '../core/queue/numbers/blocks.ts'
import type { LaneNumbers } from '../core/queue/numbers/blocks.ts'
import { nextLeaseSize, openLease, settle, takeNumber } from '../core/queue/numbers/lease.ts'
import type { Lease } from '../core/queue/numbers/lease.ts'

export interface Crowd {
  readonly fans: number
  readonly isolates: number
  readonly desks: number
  readonly lobbyMs: number
}

const PASS_ON_MS = 500
const NUMBERS_MAX = 2 ** 24

/** Fans come evenly over the whole lobby, each to any of the isolates. No isolate dies. */
export function lobbyOf({ fans, isolates, desks, lobbyMs }: Crowd): LaneNumbers {
  const lines = Array.from({ length: desks }, (_, desk) => openDesk(`desk-${desk}`, 'general'))
  const leases = new Map<number, Lease>()
  let numbers = noNumbers()
  let passedOnMs = 0
  const passOn = (nowMs: number) => {
    for (const [desk, before] of lines.entries()) {
      const line = tidyDesk(before, nowMs)
      numbers = accountNumbers(numbers, line.heard, true)
      lines[desk] = accountPassedOn(line, line.heard)
    }
  }
  const lease = (isolate: number, nowMs: number): Lease => {
    const desk = isolate % desks
    const old = leases.get(isolate)
    const line = lineOf(lines, desk)
    const heard = old === undefined ? line : hearAccount(line, settle(old))
    const terms = lobbyTerms(lobbyMs - nowMs)
    const cut = cutLease(heard, nextLeaseSize(old, nowMs), terms.isolateMs, nowMs)
    if (cut.kind === 'too-many-leases') throw new Error('A desk has too many leases out.')
    lines[desk] = cut.kind === 'lease' ? cut.line : heard
    if (cut.kind === 'lease') return openLease(cut.lease, nowMs)
    const block = cutBlock(numbers, cut.want, NUMBERS_MAX, terms, nowMs)
    if (block.kind !== 'block') throw new Error(`The room has no block: ${block.kind}.`)
    numbers = block.numbers
    lines[desk] = takeBlock(heard, block.grant, nowMs)
    leases.delete(isolate)
    return lease(isolate, nowMs)
  }
  for (let fan = 0; fan < fans; fan += 1) {
    const nowMs = Math.floor((fan * lobbyMs) / fans)
    if (nowMs - passedOnMs >= PASS_ON_MS) {
      passedOnMs = nowMs
      passOn(nowMs)
    }
    const isolate = Math.floor(Math.random() * isolates)
    let taken = takeNumber(leases.get(isolate) ?? lease(isolate, nowMs), nowMs)
    if (taken.kind !== 'number') taken = takeNumber(lease(isolate, nowMs), nowMs)
    if (taken.kind !== 'number') throw new Error('A new lease has a number.')
    leases.set(isolate, taken.lease)
  }
  for (const [isolate, left] of leases) {
    lines[isolate % desks] = hearAccount(lineOf(lines, isolate % desks), settle(left))
  }
  passOn(lobbyMs + 2 * PASS_ON_MS)
  return numbers
}

function lineOf(lines: readonly DeskLine[], desk: number): DeskLine {
  const line = lines[desk]
  if (line === undefined) throw new Error('Every isolate has a desk.')
  return line
}

/**
 * A desk's lines, one a lane: leases cut from the room's blocks, and what was heard of them. What
 * is changed is stored before it is so; a desk that lost it would hand numbers out twice (R3).
 */
import {
  accountPassedOn,
  cutLease,
  hasAccount,
  hearAccount,
  openDesk,
  takeBlock,
  tidyDesk,
  type DeskLine,
  type NumbersAccount,
} from '../../core/queue/numbers/desk.ts'
import type { DeskStore, DeskLines as Lines } from './desk-store.ts'
import type {
  ExchangeAnswer,
  ExchangeRequest,
  LaneLease,
  LaneWant,
  LeaseRequest,
} from './messages.ts'

/** An isolate that waits for leases: those it has got, since when, and whom to tell. */
export type Waiting = {
  readonly wants: readonly LaneWant[]
  readonly leases: LaneLease[]
  readonly arrivedAtMs: number
  readonly answer: () => void
}

type Change = (line: DeskLine) => DeskLine

/** A block as it came: asked for when, and lasting until when. */
type BlockTimes = { readonly askedAtMs: number; readonly untilMs: number }

export class DeskLines {
  readonly #store: DeskStore
  readonly #deskId: string
  readonly #blocks = new Map<string, BlockTimes>()
  #lines: Lines
  #epoch: string | undefined

  constructor(store: DeskStore, deskIndex: number) {
    this.#store = store
    this.#deskId = `d${deskIndex}`
    const { epoch, lines } = store.load()
    this.#epoch = epoch
    this.#lines = lines
  }

  get epoch(): string | undefined {
    return this.#epoch
  }

  get accounts(): ExchangeRequest['accounts'] {
    return this.#all().flatMap((line) =>
      hasAccount(line) ? [{ lane: line.lane, account: line.heard }] : [],
    )
  }

  /** Something is out that room and segments are still to hear of. */
  get isOpen(): boolean {
    return this.#all().some(
      (line) => hasAccount(line) || line.leases.length > 0 || line.block.next < line.block.to,
    )
  }

  /** Another life of the room: what is here belongs to the one before. */
  begin(epoch: string): void {
    this.#store.begin(epoch)
    this.#epoch = epoch
    this.#lines = new Map()
  }

  hear(settled: LeaseRequest['settled']): void {
    const lines = new Map(this.#lines)
    for (const { lane, account } of settled) edit(lines, lane, (line) => hearAccount(line, account))
    this.#save(lines)
  }

  takeBlocks(blocks: ExchangeAnswer['blocks'], askedAtMs: number): void {
    const lines = new Map(this.#lines)
    for (const { lane, grant } of blocks) {
      lines.set(lane, takeBlock(this.#line(lines, lane), grant, askedAtMs))
      this.#blocks.set(lane, { askedAtMs, untilMs: askedAtMs + grant.forMs })
    }
    this.#save(lines)
  }

  passedOn(lane: string, parts: readonly NumbersAccount[]): void {
    const lines = new Map(this.#lines)
    edit(lines, lane, (line) => parts.reduce(accountPassedOn, line))
    this.#save(lines)
  }

  tidy(nowMs: number): void {
    const lines = new Map(this.#lines)
    for (const lane of lines.keys()) edit(lines, lane, (line) => tidied(line, nowMs))
    this.#save(lines)
  }

  /**
   * Cuts what can be cut for those who wait, each lease lasting `forMs`. Answers how many numbers
   * the room is to be asked for, by lane.
   */
  serve(waiting: readonly Waiting[], forMs: number, nowMs: number): LaneWant[] {
    const lines = new Map(this.#lines)
    const cut: { leases: LaneLease[]; lease: LaneLease }[] = []
    const needs = new Map<string, { block: number; asked: number }>()
    for (const { wants, leases, arrivedAtMs } of waiting) {
      const got = new Set(leases.map(({ lane }) => lane))
      for (const { lane, want } of wants) {
        if (got.has(lane)) continue
        const cutting = this.#cutting(lane, arrivedAtMs, forMs, nowMs)
        const result =
          forMs > 0
            ? cutLease(this.#line(lines, lane), want, cutting.forMs, cutting.atMs)
            : undefined
        if (result?.kind === 'lease') {
          lines.set(lane, result.line)
          // Its holder counts from before the call: what was waited here is not theirs to lose (R3).
          const waitedMs = Math.max(0, nowMs - arrivedAtMs)
          const grant = { ...result.lease, forMs: result.lease.forMs + waitedMs }
          cut.push({ leases, lease: { lane, grant } })
        } else if (result?.kind !== 'too-many-leases') {
          const { block, asked } = needs.get(lane) ?? { block: result?.want ?? 0, asked: 0 }
          needs.set(lane, { block, asked: asked + want })
        }
      }
    }
    this.#save(lines)
    for (const { leases, lease } of cut) leases.push(lease)
    return [...needs].map(([lane, { block, asked }]) => ({ lane, want: Math.max(block, asked) }))
  }

  /**
   * Whoever waited since before a block was asked for may be served from it though it was long on
   * its way: its numbers were cut while they waited. Their lease ends no later than any of that
   * block may, so that the window of R3 is what it is said to be.
   */
  #cutting(lane: string, arrivedAtMs: number, forMs: number, nowMs: number) {
    const block = this.#blocks.get(lane)
    const isLate = block !== undefined && nowMs >= block.untilMs && arrivedAtMs <= block.askedAtMs
    if (!isLate) return { atMs: nowMs, forMs }
    return { atMs: block.askedAtMs, forMs: Math.max(1, forMs - (nowMs - block.untilMs)) }
  }

  #all(): DeskLine[] {
    return [...this.#lines.values()]
  }

  #line(lines: Lines, lane: string): DeskLine {
    return lines.get(lane) ?? openDesk(this.#deskId, lane)
  }

  #save(lines: Lines): void {
    this.#store.save(this.#lines, lines)
    this.#lines = lines
  }
}

function edit(lines: Map<string, DeskLine>, lane: string, change: Change): void {
  const line = lines.get(lane)
  if (line !== undefined) lines.set(lane, change(line))
}

/** The same line where nothing was let go, so that nothing is written. */
function tidied(line: DeskLine, nowMs: number): DeskLine {
  const after = tidyDesk(line, nowMs)
  const isSame = after.leases.length === line.leases.length && after.block.next === line.block.next
  return isSame ? line : after
}

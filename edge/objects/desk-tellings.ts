/** What a desk tells segments: which of their positions have joined, and who polled near the front. */
import type { NumbersAccount } from '../../core/queue/numbers/desk.ts'
import { clipRanges } from '../../core/queue/ranges.ts'
import type { RoomDocument } from '../../core/queue/room/document.ts'
import { waitingInAll } from '../../core/queue/status.ts'
import type { Bindings } from '../settings.ts'
import type { DeskLines } from './desk-lines.ts'
import { logFault } from './log.ts'
import type { ExchangeRequest, SeenBatch, SegmentOpening } from './messages.ts'
import { segmentStub, type Placing } from './stubs.ts'
import { within } from './within.ts'

const ANSWER_MS = 1_000
/** What several isolates say within the same moment is told together. */
const SOON_MS = 20
/** Numbers wait no longer than this for a segment that is silent. */
const BEFORE_MS = 150

type Part = { readonly index: number; readonly part: NumbersAccount }

export class DeskTellings {
  readonly #env: Bindings
  readonly #lines: DeskLines
  readonly #room: string
  /** Where segments are made, as the room last said. */
  placing: Placing
  #telling: ReturnType<typeof setTimeout> | undefined

  constructor(env: Bindings, lines: DeskLines, room: string) {
    this.#env = env
    this.#lines = lines
    this.#room = room
  }

  opening(lane: string, index: number, document: RoomDocument): SegmentOpening {
    const { epoch, span, terms } = document
    const name = { room: this.#room, epoch, lane, index }
    const placed = this.placing === undefined ? {} : { locationHint: this.placing }
    return { ...name, span, terms, ...placed }
  }

  /**
   * Where nobody waits, whoever has joined may be called at once, and a newcomer must not pass them
   * (R3): their segment hears of them now, and again with the next exchange.
   */
  soon(document: RoomDocument): void {
    if (this.#telling !== undefined || !mayFloat(document)) return
    this.#telling = setTimeout(() => {
      this.#telling = undefined
      void this.#tellAll(this.#lines.accounts, document)
    }, SOON_MS)
  }

  /** The same before an exchange, and waited for a little: whoever is silent is told afterwards. */
  async before(accounts: ExchangeRequest['accounts'], document: RoomDocument): Promise<void> {
    if (accounts.length === 0 || !mayFloat(document)) return
    await within(this.#tellAll(accounts, document), BEFORE_MS, 'segments').catch(() => {})
  }

  /** Lost, it is said again after the exchange. */
  async #tellAll(accounts: ExchangeRequest['accounts'], document: RoomDocument): Promise<void> {
    const told = accounts.flatMap(({ lane, account }) =>
      partsOf(account, document.span).map(({ index, part }) =>
        this.#tell(lane, index, part, document),
      ),
    )
    await Promise.allSettled(told)
  }

  /** Once a segment has stored its part, the desk forgets it; what is left is told again. */
  async passOn(accounts: ExchangeRequest['accounts'], document: RoomDocument): Promise<void> {
    const { epoch } = document
    for (const { lane, account } of accounts) {
      const told = partsOf(account, document.span).map(async ({ index, part }) => {
        await within(this.#tell(lane, index, part, document), ANSWER_MS, 'segment')
        return part
      })
      const outcomes = await Promise.allSettled(told)
      // One segment that is silent must not have all the others told again, for ever.
      const heard = outcomes.flatMap((outcome) =>
        outcome.status === 'fulfilled' ? [outcome.value] : [],
      )
      if (heard.length < told.length) logFault('account', 'a segment is silent', { lane })
      if (epoch !== this.#lines.epoch) return
      this.#lines.passedOn(lane, heard)
    }
  }

  /** Lost, it is made up for by the next poll. */
  seen({ lane, index, positions, seenAtMs }: SeenBatch, document: RoomDocument): void {
    const opening = this.opening(lane, index, document)
    void segmentStub(this.#env, opening)
      .seen(opening, positions, seenAtMs)
      .catch(() => {})
  }

  async #tell(
    lane: string,
    index: number,
    part: NumbersAccount,
    document: RoomDocument,
  ): Promise<void> {
    const opening = this.opening(lane, index, document)
    await segmentStub(this.#env, opening).hearNumbers(opening, part)
  }
}

/** Where nobody waits, as far as is known, slots may lie ready for whoever comes. */
function mayFloat(document: RoomDocument): boolean {
  return document.joining === 'take-number' && waitingInAll(document) === 0
}

/** An account's parts, by the segments where the numbers stand. */
function partsOf(account: NumbersAccount, span: number): Part[] {
  const indexes = new Set<number>()
  for (const { from, to } of [...account.used, ...account.unused]) {
    const last = Math.floor((to - 1) / span)
    for (let index = Math.floor(from / span); index <= last; index += 1) indexes.add(index)
  }
  return [...indexes].map((index) => {
    const [first, end] = [index * span, (index + 1) * span]
    const part = {
      used: clipRanges(account.used, first, end),
      unused: clipRanges(account.unused, first, end),
    }
    return { index, part }
  })
}

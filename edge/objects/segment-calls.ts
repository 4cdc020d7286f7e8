/** The room's calls to segments: few at once to each, so that one that hangs gathers no heap of them. */
import type { GrantTotal } from '../../core/queue/segment/slots.ts'
import type { SegmentReport } from '../../core/queue/segment/report.ts'
import type { Bindings } from '../settings.ts'
import type { SegmentOpening } from './messages.ts'
import { segmentName } from './names.ts'
import { segmentStub } from './stubs.ts'
import { within } from './within.ts'

const AT_ONCE = 3
const ANSWER_MS = 5_000

export class SegmentCalls {
  readonly #env: Bindings
  readonly #open = new Map<string, number>()

  constructor(env: Bindings) {
    this.#env = env
  }

  /** Undefined when too many are out; resolves to nothing when no answer came. Both are misses. */
  grant(
    opening: SegmentOpening,
    total: GrantTotal,
    document: string,
  ): Promise<SegmentReport | undefined> | undefined {
    const name = segmentName(opening.room, opening)
    const open = this.#open.get(name) ?? 0
    if (open >= AT_ONCE) return undefined
    this.#open.set(name, open + 1)
    return this.#call(name, opening, total, document)
  }

  async #call(
    name: string,
    opening: SegmentOpening,
    total: GrantTotal,
    document: string,
  ): Promise<SegmentReport | undefined> {
    try {
      const segment = segmentStub(this.#env, opening)
      return await within(segment.grant(opening, total, document), ANSWER_MS, 'segment')
    } catch {
      return undefined
    } finally {
      const left = (this.#open.get(name) ?? 1) - 1
      if (left === 0) this.#open.delete(name)
      else this.#open.set(name, left)
    }
  }
}

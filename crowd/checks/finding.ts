import { z } from 'zod'

const count = z.int().nonnegative()

/** What one check found: how often it looked, and how often what it saw was not so. */
export const findingSchema = z.object({
  rule: z.string(),
  says: z.string(),
  checked: count,
  broken: count,
  /** The first, in words. */
  examples: z.array(z.string()),
  /** Why nothing could be looked at. */
  unchecked: z.string().exactOptional(),
})
export type Finding = z.infer<typeof findingSchema>

const EXAMPLES_KEPT = 5

export class Findings {
  #checked = 0
  #broken = 0
  readonly #examples: string[] = []

  hold(isSo: boolean, otherwise: () => string): void {
    this.#checked += 1
    if (isSo) return
    this.#broken += 1
    if (this.#examples.length < EXAMPLES_KEPT) this.#examples.push(otherwise())
  }

  of(rule: string, says: string): Finding {
    const [checked, broken, examples] = [this.#checked, this.#broken, this.#examples]
    return { rule, says, checked, broken, examples }
  }
}

export function unchecked(rule: string, says: string, why: string): Finding {
  return { rule, says, checked: 0, broken: 0, examples: [], unchecked: why }
}

/** What the tests of the engine start from. */
import { provided } from '../../core/effort.ts'
import { scenario, type Scenario } from '../scenario.ts'
import type { Faults } from './books/faults.ts'
import { Dice } from './dice.ts'
import { Fans } from './fans.ts'

export const plain: Scenario = scenario.parse({
  name: 'plain',
  about: 'What the tests start from.',
  fans: 100,
  cap: 10,
  ratePerSecond: 10,
  order: 'arrival',
  crowd: { shopping: { medianSeconds: 10 } },
})

/** Fans of one lane. */
export function someFans(count: number): Fans {
  return new Fans({ ...plain, fans: count }, new Dice(1))
}

export function brokenRules({ violations }: Faults): string[] {
  return violations.map(({ rule }) => rule)
}

/** How much each property of the engine is tried: its own code is small, and a sale is not. */
export const numRuns = Math.min(5_000, provided.runs)
export const PROPERTY_TIMEOUT = { timeout: 60_000 }

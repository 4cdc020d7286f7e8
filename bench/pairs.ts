import { spreadOf, type Spread } from './spread.ts'

/** What one run of one contender measured: figures by name, all numbers, units in the names. */
export type Figures = Readonly<Record<string, number>>

/** Something to measure: one call of `run` is one turn. */
export interface Contender {
  name: string
  run: () => Promise<Figures>
}

export interface Comparison {
  /** Every counted turn of every contender, in the order in which the rounds were run. */
  turns: Record<string, Figures[]>
  figures: Record<string, Record<string, Spread>>
  /** First contender over each other one, formed round by round: ratios[other][figure]. */
  ratios: Record<string, Record<string, Spread>>
}

/**
 * Runs the contenders in turns (A B, B A, A B …), so that a machine that grows slower or warmer
 * meanwhile is unfair to neither, after one turn each that is thrown away.
 */
export async function takeTurns(
  contenders: readonly Contender[],
  rounds: number,
  said: (line: string) => void = () => {},
): Promise<Comparison> {
  for (const contender of contenders) {
    said(`warming up: ${contender.name}`)
    await contender.run()
  }
  const turns: Record<string, Figures[]> = {}
  for (let round = 0; round < rounds; round++) {
    for (const contender of inTurn(contenders, round)) {
      said(`round ${round + 1} of ${rounds}: ${contender.name}`)
      const figures = await contender.run()
      ;(turns[contender.name] ??= []).push(figures)
    }
  }
  return compare(
    contenders.map(({ name }) => name),
    turns,
  )
}

/** Who goes first alternates from round to round. */
function inTurn<Item>(items: readonly Item[], round: number): readonly Item[] {
  return round % 2 === 0 ? items : items.toReversed()
}

/** The first name is what is measured; the others are what it is measured against. */
export function compare(names: readonly string[], turns: Record<string, Figures[]>): Comparison {
  const [first = '', ...others] = names
  const figures: Comparison['figures'] = {}
  for (const name of names) figures[name] = spreads(turns[name] ?? [])
  const ratios: Comparison['ratios'] = {}
  for (const other of others)
    ratios[other] = spreads(divide(turns[first] ?? [], turns[other] ?? []))
  return { turns, figures, ratios }
}

function divide(above: readonly Figures[], below: readonly Figures[]): Figures[] {
  if (above.length !== below.length) {
    throw new Error(`A ratio is formed round by round: ${above.length} against ${below.length}.`)
  }
  return above.map((figures, round) => {
    const against = below[round] ?? {}
    const shared = Object.keys(figures).filter((name) => isMeasurable(against[name]))
    return Object.fromEntries(
      shared.map((name) => [name, (figures[name] ?? Number.NaN) / (against[name] ?? Number.NaN)]),
    )
  })
}

/** Nothing divides by nought: a figure that was nought once has no ratio in that round. */
function isMeasurable(value: number | undefined): boolean {
  return value !== undefined && Number.isFinite(value) && value !== 0
}

function spreads(turns: readonly Figures[]): Record<string, Spread> {
  const names = new Set(turns.flatMap((figures) => Object.keys(figures)))
  const result: Record<string, Spread> = {}
  for (const name of names) {
    result[name] = spreadOf(turns.flatMap((figures) => figures[name] ?? []))
  }
  return result
}

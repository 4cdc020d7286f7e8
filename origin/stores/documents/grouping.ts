import type { Json } from './documents.ts'
import { compareValues, sameValue } from './order.ts'
import { isFields, type Fields } from './plain.ts'
import { valueOf } from './value-at.ts'

// $group. A missing value counts as null where groups are told apart, and not at all in a list that is
// gathered; a sum and an average are of numbers, whatever else is there.

type Value = Json | undefined

/** Takes the values of one group, one by one, and says at last what they come to. */
type Accumulator = { take(value: Value): void; result(): Json }

type Group = { readonly id: Json; readonly into: ReadonlyMap<string, Accumulator> }

/** By a checked `$group`. The groups are in no order that can be relied on. */
export function grouped(flow: Iterable<Fields>, asked: Fields): Fields[] {
  const groups = new Map<string, Group>()
  const { _id: by = null, ...outputs } = asked
  const fields = Object.entries(outputs).flatMap(([name, how]) =>
    isFields(how)
      ? Object.entries(how).map(([operator, expression]) => ({ name, operator, expression }))
      : [],
  )
  for (const document of flow) {
    const id = valueOf(by, document) ?? null
    const key = JSON.stringify(id)
    const group = groups.get(key) ?? {
      id,
      into: new Map(fields.map(({ name, operator }) => [name, accumulatorOf(operator)])),
    }
    groups.set(key, group)
    for (const { name, expression } of fields) {
      group.into.get(name)?.take(valueOf(expression, document))
    }
  }
  return [...groups.values()].map(({ id, into }) => ({
    _id: id,
    ...Object.fromEntries([...into].map(([name, accumulator]) => [name, accumulator.result()])),
  }))
}

function accumulatorOf(operator: string): Accumulator {
  switch (operator) {
    case '$sum':
      return numbers((sum) => sum)
    case '$avg':
      return numbers((sum, count) => (count === 0 ? null : sum / count))
    case '$min':
      return best((difference) => difference < 0)
    case '$max':
      return best((difference) => difference > 0)
    case '$first':
      return first()
    case '$addToSet':
      return gathered((list, value) => !list.some((one) => sameValue(one, value)))
    default:
      return gathered(() => true)
  }
}

function numbers(result: (sum: number, count: number) => number | null): Accumulator {
  let sum = 0
  let count = 0
  return {
    take(value) {
      if (typeof value !== 'number') return
      sum += value
      count += 1
    },
    result: () => result(sum, count),
  }
}

function best(isBetter: (difference: number) => boolean): Accumulator {
  let kept: Json = null
  return {
    take(value) {
      if (value === undefined || value === null) return
      if (kept === null || isBetter(compareValues(value, kept))) kept = value
    },
    result: () => kept,
  }
}

function first(): Accumulator {
  let kept: { value: Json } | undefined
  return {
    take(value) {
      kept ??= { value: value ?? null }
    },
    result: () => kept?.value ?? null,
  }
}

function gathered(isWanted: (list: readonly Json[], value: Json) => boolean): Accumulator {
  const list: Json[] = []
  return {
    take(value) {
      if (value !== undefined && isWanted(list, value)) list.push(value)
    },
    result: () => list,
  }
}

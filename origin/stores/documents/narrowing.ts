import type { Json } from './documents.ts'
import { keyOf } from './embedded-keys.ts'
import { isOperators } from './filter-checks.ts'
import { isFields, isList, type Fields } from './plain.ts'

// What SQLite can see of a filter: the parts about `_id` and indexed fields, which hold one value each.
// All documents that fit the filter fit these parts; where `whole` is true, no others do.

export type Narrowed = {
  /** Conditions to join by AND. */
  readonly where: readonly string[]
  readonly parameters: readonly string[]
  readonly whole: boolean
}

const all: Narrowed = { where: [], parameters: [], whole: true }
const unseen: Narrowed = { where: [], parameters: [], whole: false }

/** Of a checked filter. */
export function narrowed(filter: Fields, indexed: ReadonlySet<string>): Narrowed {
  return joined(
    Object.entries(filter).map(([name, asked]) => {
      if (name === '$and' && isList(asked)) {
        return joined(asked.filter(isFields).map((part) => narrowed(part, indexed)))
      }
      if (name !== '_id' && !indexed.has(name)) return unseen
      if (!isFields(asked)) return compared(keyOf(name), '$eq', asked)
      if (!isOperators(asked)) return unseen
      return joined(
        Object.entries(asked).map(([operator, operand]) =>
          compared(keyOf(name), operator, operand),
        ),
      )
    }),
  )
}

function joined(parts: readonly Narrowed[]): Narrowed {
  return parts.reduce(
    (sum, part) => ({
      where: [...sum.where, ...part.where],
      parameters: [...sum.parameters, ...part.parameters],
      whole: sum.whole && part.whole,
    }),
    all,
  )
}

/** Of two sides of one kind: all numbers come before all texts, and texts before bytes. */
const comparisons: Readonly<Record<string, string>> = {
  $eq: '=',
  $gt: '>',
  $gte: '>=',
  $lt: '<',
  $lte: '<=',
}

function compared(key: string, operator: string, operand: Json): Narrowed {
  if (operator === '$in' && isList(operand)) return among(key, operand)
  if (operator === '$eq' && operand === null) return plainly(`${key} IS NULL`)
  if (operator === '$eq' && typeof operand === 'boolean') {
    return plainly(`${key} = ${operand ? `x'01'` : `x'00'`}`)
  }
  const sign = comparisons[operator]
  if (sign === undefined) return unseen
  if (typeof operand === 'number') {
    // As SQLite reads it in a document, which for the largest numbers is not as JavaScript does.
    const kind = sign.startsWith('>') ? ` AND ${key} < ''` : ''
    return plainly(`${key} ${sign} json_extract(?, '$')${kind}`, JSON.stringify(operand))
  }
  if (typeof operand !== 'string') return unseen
  const kind = sign.startsWith('>') ? ` AND ${key} < x''` : ` AND ${key} >= ''`
  return plainly(`${key} ${sign} ?${sign === '=' ? '' : kind}`, operand)
}

/** In words that are the same however many there are, so that the statement is too. */
function among(key: string, values: readonly Json[]): Narrowed {
  const seen = values.every((value) => typeof value === 'string' || typeof value === 'number')
  if (!seen) return unseen
  return plainly(`${key} IN (SELECT value FROM json_each(?))`, JSON.stringify(values))
}

function plainly(condition: string, ...parameters: readonly string[]): Narrowed {
  return { where: [`(${condition})`], parameters, whole: true }
}

import type { Json } from './documents.ts'
import { checkedFilter } from './filter-checks.ts'
import { checkedField } from './indexed-fields.ts'
import { badRequest, isPlainObject, pathOf, plain, plainName, type Fields } from './plain.ts'

// Aggregations are the corner where MongoDB, its versions and whatever stands in for it differ most.
// So an expression here is a path, a constant, or an object of such, and no arithmetic.

/** Of one operator. */
export type Stage = { readonly [stage: `$${string}`]: Json }

const accumulators = ['$sum', '$avg', '$min', '$max', '$first', '$addToSet', '$push'] as const

export function checkedPipeline(pipeline: unknown): Stage[] {
  if (!Array.isArray(pipeline)) throw badRequest('A pipeline is a list of stages.')
  return pipeline.map((stage: unknown) => {
    const [entry, ...more] = isPlainObject(stage) ? Object.entries(stage) : []
    if (!entry || more.length > 0) throw badRequest('A stage is an object of one operator.')
    return { [entry[0]]: checkedStage(entry[0], entry[1]) }
  })
}

function checkedStage(stage: string, asked: unknown): Json {
  switch (stage) {
    case '$match':
      return checkedFilter(asked)
    case '$sort':
      return checkedSort(asked)
    case '$limit':
      return checkedCount(asked, 1, stage)
    case '$skip':
      return checkedCount(asked, 0, stage)
    case '$count':
      if (typeof asked === 'string') return plainName(asked, stage)
      throw badRequest('$count needs a name for the number.')
    case '$unwind':
      return checkedUnwind(asked)
    case '$project':
      return checkedProjection(asked)
    case '$group':
      return checkedGroup(asked)
    default:
      throw badRequest(
        `${stage} is not known here: use $match $group $sort $limit $skip $project $unwind $count.`,
      )
  }
}

export function checkedSort(asked: unknown): { [field: string]: 1 | -1 } {
  const fields = isPlainObject(asked) ? Object.entries(asked) : []
  if (fields.length === 0) throw badRequest('A sort names its fields, as in { at: -1 }.')
  return Object.fromEntries(
    fields.map(([field, order]) => {
      if (order === 1 || order === -1) return [checkedField(field, 'A sort'), order]
      throw badRequest(`The sort by ${field} is neither 1 nor -1.`)
    }),
  )
}

/** A whole number, from the least on. */
export function checkedCount(asked: unknown, least: number, place: string): number {
  if (typeof asked === 'number' && Number.isSafeInteger(asked) && asked >= least) return asked
  throw badRequest(`${place} needs a whole number, ${least} or more.`)
}

function checkedUnwind(asked: unknown): Fields {
  const { path, preserveNullAndEmptyArrays, ...more } = isPlainObject(asked)
    ? asked
    : { path: asked, preserveNullAndEmptyArrays: undefined }
  const keeps = preserveNullAndEmptyArrays ?? false
  if (typeof path !== 'string' || typeof keeps !== 'boolean' || Object.keys(more).length > 0) {
    throw badRequest('$unwind needs a path, and perhaps preserveNullAndEmptyArrays.')
  }
  if (!path.startsWith('$')) throw badRequest('The path of $unwind starts with $.')
  return { path: `$${plainName(path.slice(1), '$unwind')}`, preserveNullAndEmptyArrays: keeps }
}

/** Fields to leave out, or fields to keep and to make: MongoDB takes no mixture but for `_id`. */
function checkedProjection(asked: unknown): Fields {
  const fields = isPlainObject(asked) ? Object.entries(asked) : []
  const kept = fields.map(([name, what]): [string, Json] => [
    plainName(name, '$project'),
    typeof what === 'boolean' || typeof what === 'number'
      ? what === false || what === 0
        ? 0
        : 1
      : expression(what, `$project's ${name}`),
  ])
  const others = kept.filter(([name]) => name !== '_id')
  const leavesOut = others.filter(([, what]) => what === 0).length
  if (kept.length === 0 || (leavesOut > 0 && leavesOut < others.length)) {
    throw badRequest('$project names fields to keep, or fields to leave out as 0, and not both.')
  }
  return Object.fromEntries(kept)
}

function checkedGroup(asked: unknown): Fields {
  if (!isPlainObject(asked) || asked['_id'] === undefined) throw badRequest('$group needs an _id.')
  return Object.fromEntries(
    Object.entries(asked).map(([name, how]) => {
      if (name === '_id') return [name, expression(how, "$group's _id")]
      const [entry, ...more] = isPlainObject(how) ? Object.entries(how) : []
      if (!entry || more.length > 0 || !accumulators.some((known) => known === entry[0])) {
        throw badRequest(`$group's ${name} needs one of ${accumulators.join(' ')}.`)
      }
      return [plainName(name, '$group'), { [entry[0]]: expression(entry[1], `$group's ${name}`) }]
    }),
  )
}

function expression(asked: unknown, place: string): Json {
  if (typeof asked === 'string' && asked.startsWith('$')) {
    if (asked !== '$$ROOT') pathOf(asked.slice(1), place)
    return asked
  }
  if (!isPlainObject(asked)) return plain(asked, place)
  return Object.fromEntries(
    Object.entries(asked).map(([name, part]) => [
      plainName(name, place),
      expression(part, `${place}'s ${name}`),
    ]),
  )
}

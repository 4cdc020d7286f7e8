import type { Json } from './documents.ts'
import { grouped } from './grouping.ts'
import { fitting } from './matching.ts'
import { compareValues } from './order.ts'
import type { Stage } from './pipeline-checks.ts'
import { isFields, isList, owned, type Fields } from './plain.ts'
import { valueAt, valueOf } from './value-at.ts'

// A checked pipeline over documents as they come, as MongoDB runs it. Nothing is held but where a
// stage must see all before it gives one: $sort and $group.

type Flow = Iterable<Fields>

export function aggregated(documents: Flow, pipeline: readonly Stage[]): Fields[] {
  const stages = pipeline.flatMap((stage) => Object.entries(stage))
  return [...stages.reduce((flow, [name, asked]) => staged(flow, name, asked), documents)]
}

function staged(flow: Flow, name: string, asked: Json): Flow {
  const fields = isFields(asked) ? asked : {}
  switch (name) {
    case '$match':
      return Iterator.from(flow).filter(fitting(fields))
    case '$sort':
      return sorted(flow, fields)
    case '$limit':
      return Iterator.from(flow).take(Number(asked))
    case '$skip':
      return Iterator.from(flow).drop(Number(asked))
    case '$count':
      return counted(flow, textOf(asked))
    case '$unwind':
      return unwound(flow, textOf(fields['path']), fields['preserveNullAndEmptyArrays'] === true)
    case '$project':
      return Iterator.from(flow).map((document) => projected(document, fields))
    default:
      return grouped(flow, fields)
  }
}

function sorted(flow: Flow, by: Fields): Fields[] {
  const orders = Object.entries(by).map(([field, order]) => ({
    path: field.split('.'),
    order: Number(order),
  }))
  return [...flow].toSorted((a, b) => {
    for (const { path, order } of orders) {
      const difference = compareValues(valueAt(a, path), valueAt(b, path))
      if (difference !== 0) return difference * order
    }
    return 0
  })
}

/** Of nothing there is no count, not a count of 0. */
function* counted(flow: Flow, name: string): Flow {
  const count = Iterator.from(flow).reduce((sum) => sum + 1, 0)
  if (count > 0) yield { [name]: count }
}

function* unwound(flow: Flow, path: string, keeps: boolean): Flow {
  const name = path.slice(1)
  for (const document of flow) {
    const value = owned(document, name)
    if (isList(value) && value.length > 0) {
      for (const element of value) yield { ...document, [name]: element }
    } else if (isList(value)) {
      const { [name]: _, ...others } = document
      if (keeps) yield others
    } else if (keeps || (value !== undefined && value !== null)) yield document
  }
}

function projected(document: Fields, asked: Fields): Fields {
  const made: Record<string, Json> = {}
  const leavesOut = Object.entries(asked).every(([name, what]) => name === '_id' || what === 0)
  const onlyId = Object.keys(asked).every((name) => name === '_id')
  const keepsOthers = leavesOut && !(onlyId && asked['_id'] !== 0)
  for (const [name, value] of Object.entries(document)) {
    const what = asked[name] ?? (keepsOthers || name === '_id' ? 1 : 0)
    if (what === 1) made[name] = value
  }
  for (const [name, what] of Object.entries(asked)) {
    const value = what === 0 || what === 1 ? undefined : valueOf(what, document)
    if (value !== undefined) made[name] = value
  }
  return made
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

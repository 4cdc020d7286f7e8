import type { Collection as Driver } from 'mongodb'
import type { Index } from './documents.ts'
import { badRequest, type StoredFields } from './plain.ts'

const NO_COLLECTION = 26
const TAKEN = 11_000

/** The name that MongoDB itself would give it. */
export function indexName(fields: readonly string[]): string {
  return fields.map((field) => `${field}_1`).join('_')
}

/** Those that are there already cost a look, and are not made again. */
export async function makeIndexes(
  driver: Driver<StoredFields>,
  indexes: readonly Index[],
): Promise<void> {
  for (const { fields, unique = false } of indexes) {
    const known = (await knownIndexes(driver)).get(indexName(fields))
    const said = fields.join(', ')
    if (known === unique) continue
    if (known !== undefined) {
      throw badRequest(`The index over (${said}) is there, and ${known ? 'unique' : 'not unique'}.`)
    }
    if (await driver.findOne({ $or: fields.flatMap((field) => misfits(field, unique)) })) {
      throw badRequest(`The index over (${said}) does not suit documents that are there already.`)
    }
    await makeIndex(driver, fields, unique)
  }
}

/** By name, whether they are unique. */
async function knownIndexes(driver: Driver<StoredFields>): Promise<ReadonlyMap<string, boolean>> {
  try {
    const indexes = await driver.indexes()
    return new Map(indexes.map(({ name = '', unique }) => [name, unique === true]))
  } catch (error) {
    if (codeOf(error) === NO_COLLECTION) return new Map()
    throw error
  }
}

function misfits(field: string, unique: boolean) {
  return [{ [field]: { $type: ['object', 'array'] } }, ...(unique ? [{ [field]: null }] : [])]
}

async function makeIndex(
  driver: Driver<StoredFields>,
  fields: readonly string[],
  unique: boolean,
): Promise<void> {
  try {
    await driver.createIndex(Object.fromEntries(fields.map((field) => [field, 1])), {
      name: indexName(fields),
      unique,
    })
  } catch (error) {
    if (codeOf(error) !== TAKEN) throw error
    throw badRequest(
      `The index over (${fields.join(', ')}) is unique, and two documents have the same values.`,
    )
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

import type { Index, Sort } from './documents.ts'
import { takenIndex, type EmbeddedDatabase } from './embedded-database.ts'
import { fieldsOfIndex, indexName, keyOf, NOT_SINGLE } from './embedded-keys.ts'
import { fitting } from './matching.ts'
import { narrowed } from './narrowing.ts'
import { badRequest, type Fields, type StoredFields } from './plain.ts'

// One collection as a table of JSON texts. These are its plain reads and writes: whoever calls them is
// inside a `whenFree` or a `write` of the database.

/** A write met a unique index that has such values already. */
export class TakenKey extends Error {
  readonly fields: readonly string[]

  constructor(index: string) {
    super(`Taken: ${index}.`)
    this.fields = fieldsOfIndex(index)
  }
}

export type Selection = {
  readonly sort?: Sort
  readonly limit?: number
  readonly skip?: number
}

export class EmbeddedTable {
  readonly #database: EmbeddedDatabase
  readonly #name: string
  readonly #indexed: ReadonlySet<string>

  private constructor(database: EmbeddedDatabase, name: string, indexes: readonly Index[]) {
    this.#database = database
    this.#name = name
    this.#indexed = new Set(indexes.flatMap(({ fields }) => fields))
  }

  /** Makes what is not there yet. */
  static async open(
    database: EmbeddedDatabase,
    name: string,
    indexes: readonly Index[],
  ): Promise<EmbeddedTable> {
    await database.write(() => {
      database
        .statement(
          `CREATE TABLE IF NOT EXISTS "${name}" (_id TEXT PRIMARY KEY NOT NULL, body TEXT NOT NULL) STRICT`,
        )
        .run()
      for (const index of indexes) makeIndex(database, name, index)
    })
    return new EmbeddedTable(database, name, indexes)
  }

  /** As they come from the disk: whoever has enough stops asking. */
  *select(filter: Fields, { sort, limit, skip = 0 }: Selection = {}): Generator<StoredFields> {
    const { where, parameters, whole } = narrowed(filter, this.#indexed)
    const order = sort ? ` ORDER BY ${orderOf(sort)}` : ''
    const most = whole && (limit !== undefined || skip > 0) ? ' LIMIT ? OFFSET ?' : ''
    const rows = this.#database
      .statement(`SELECT body FROM "${this.#name}"${conditions(where)}${order}${most}`)
      .iterate(...parameters, ...(most ? [limit ?? -1, skip] : []))
    const documents = rows.map(parsedRow)
    if (whole) return yield* documents
    const from = documents.filter(fitting(filter)).drop(skip)
    yield* limit === undefined ? from : from.take(limit)
  }

  count(filter: Fields): number {
    const { where, parameters, whole } = narrowed(filter, this.#indexed)
    if (!whole) return this.select(filter).reduce((sum) => sum + 1, 0)
    const sql = `SELECT count(*) AS count FROM "${this.#name}"${conditions(where)}`
    return Number(this.#database.statement(sql).get(...parameters)?.['count'])
  }

  byId(_id: string): StoredFields | undefined {
    // All that there is: a question left open would keep the whole connection in the past.
    const [found] = [...this.select({ _id }, { limit: 1 })]
    return found
  }

  insert(document: StoredFields): void {
    const sql = `INSERT INTO "${this.#name}" (_id, body) VALUES (?, ?)`
    this.#run(sql, document._id, JSON.stringify(document))
  }

  /** Whether that changed anything. */
  put(document: StoredFields): boolean {
    const body = JSON.stringify(document)
    const sql = `UPDATE "${this.#name}" SET body = ? WHERE _id = ? AND body <> ?`
    return this.#run(sql, body, document._id, body) > 0
  }

  remove(_id: string): void {
    this.#run(`DELETE FROM "${this.#name}" WHERE _id = ?`, _id)
  }

  #run(sql: string, ...parameters: readonly string[]): number {
    try {
      return Number(this.#database.statement(sql).run(...parameters).changes)
    } catch (error) {
      const index = takenIndex(error)
      throw index === undefined ? error : new TakenKey(index)
    }
  }
}

function conditions(where: readonly string[]): string {
  return where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`
}

function orderOf(sort: Sort): string {
  return Object.entries({ ...sort, _id: sort['_id'] ?? 1 })
    .map(([field, order]) => `${keyOf(field)} ${order === 1 ? 'ASC' : 'DESC'}`)
    .join(', ')
}

function parsedRow(row: Record<string, unknown>): StoredFields {
  return JSON.parse(String(row['body']))
}

function makeIndex(database: EmbeddedDatabase, table: string, { fields, unique }: Index): void {
  const name = indexName(table, fields)
  const known = database.statement('SELECT sql FROM sqlite_schema WHERE name = ?').get(name)
  const said = fields.join(', ')
  if (known) {
    if (String(known['sql']).startsWith('CREATE UNIQUE') === (unique === true)) return
    throw badRequest(`The index over (${said}) is there, and ${unique ? 'not unique' : 'unique'}.`)
  }
  const keys = fields.map(keyOf)
  const wrong = keys.map((key) => `${key} = ${NOT_SINGLE}${unique ? ` OR ${key} IS NULL` : ''}`)
  const misfits = `SELECT 1 FROM "${table}" WHERE ${wrong.join(' OR ')} LIMIT 1`
  if (database.statement(misfits).get()) {
    throw badRequest(`The index over (${said}) does not suit documents that are there already.`)
  }
  const columns = unique ? keys : [...keys, '_id']
  const sql = `CREATE ${unique ? 'UNIQUE ' : ''}INDEX "${name}" ON "${table}" (${columns.join(', ')})`
  try {
    database.statement(sql).run()
  } catch (error) {
    if (takenIndex(error) === undefined) throw error
    throw badRequest(`The index over (${said}) is unique, and two documents have the same values.`)
  }
}

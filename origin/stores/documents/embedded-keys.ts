/**
 * A field of a stored document as a key that SQLite orders and compares as MongoDB would: null, then
 * numbers, texts by their bytes, and false and true as bytes, which come last and are no 0 and 1.
 * Indexes are over these very words, so that a query in the same words is answered by the index.
 */
export function keyOf(field: string): string {
  if (field === '_id') return '_id'
  const path = `'$.${field
    .split('.')
    .map((name) => `"${name}"`)
    .join('.')}'`
  return (
    `CASE json_type(body, ${path}) WHEN 'false' THEN x'00' WHEN 'true' THEN x'01' ` +
    `WHEN 'array' THEN x'02' WHEN 'object' THEN x'02' ELSE json_extract(body, ${path}) END`
  )
}

/** What stands for a list or an object, which no indexed field may hold. */
export const NOT_SINGLE = `x'02'`

// Names say which fields an index is over, for the error that names the index. SQLite takes capitals
// for small letters in names, so they are marked.

export function indexName(collection: string, fields: readonly string[]): string {
  const said = fields.join(',').replaceAll(/[A-Z]/g, (letter) => `^${letter.toLowerCase()}`)
  return `${collection}:${said}`
}

export function fieldsOfIndex(name: string): string[] {
  const said = name.slice(name.indexOf(':') + 1)
  return said.replaceAll(/\^([a-z])/g, (_, letter: string) => letter.toUpperCase()).split(',')
}

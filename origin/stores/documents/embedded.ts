import { checkedCollection } from './checked-collection.ts'
import { checkCollection } from './collection-names.ts'
import type { Documents } from './documents.ts'
import { embeddedCollection } from './embedded-collection.ts'
import { EmbeddedDatabase, type EmbeddedSettings } from './embedded-database.ts'
import { EmbeddedTable } from './embedded-table.ts'

/** Documents in a folder of this machine. Several processes may have the same folder open. */
export function openEmbeddedDocuments(settings: EmbeddedSettings): Documents {
  const database = new EmbeddedDatabase(settings)
  return {
    async collection(name, indexes) {
      checkCollection(name, indexes)
      const table = await EmbeddedTable.open(database, name, indexes)
      return checkedCollection(name, indexes, embeddedCollection(database, table, indexes))
    },
    async ping() {
      await database.whenFree(() => database.statement('SELECT 1').get())
    },
    async close() {
      database.close()
    },
  }
}

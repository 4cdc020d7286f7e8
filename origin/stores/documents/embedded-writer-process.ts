import { openEmbeddedDocuments } from './embedded.ts'

// For tests that end a writer in the middle: it writes one document after another and prints the number
// of each that was acknowledged. Started with a folder, its own name, and how many (0: without end).

const [folder = '', name = '', count = '0'] = process.argv.slice(2)
const documents = openEmbeddedDocuments({ folder })
const collection = await documents.collection<{
  _id: string
  n: number
  writer: string
  body: string
}>('written', [{ fields: ['writer', 'n'], unique: true }])
const shared = await documents.collection<{ _id: string; n: number }>('shared', [])
const most = Number(count) || Number.MAX_SAFE_INTEGER

for (let n = 0; n < most; n += 1) {
  await collection.insert({ _id: `${name}-${n}`, n, writer: name, body: 'b'.repeat(2_000) })
  await shared.update({ _id: 'count' }, { $inc: { n: 1 } }, { upsert: true })
  process.stdout.write(`${n}\n`)
}
await documents.close()

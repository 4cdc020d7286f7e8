/** Writes documents one after another until it is killed, and says how many were acknowledged. */
import { openEmbeddedDocuments } from '../../origin/stores/documents/embedded.ts'
import { orderLike } from './sample.ts'

const SAY_EVERY = 100

const [folder = ''] = process.argv.slice(2)
const documents = openEmbeddedDocuments({ folder })
const orders = await documents.collection('orders', [{ fields: ['member'] }])
for (let no = 1; ; no += 1) {
  await orders.insert(orderLike(no))
  if (no % SAY_EVERY === 0) process.stdout.write(`${no}\n`)
}

import { MongoClient } from 'mongodb'
import { StoreFailure } from '../failure.ts'
import { checkedCollection } from './checked-collection.ts'
import { checkCollection } from './collection-names.ts'
import type { Documents } from './documents.ts'
import { mongodbCollection, type Ask } from './mongodb-collection.ts'
import { asFailure } from './mongodb-errors.ts'
import { makeIndexes } from './mongodb-indexes.ts'
import { badRequest, type StoredFields } from './plain.ts'

export type MongoSettings = {
  /** With name and password, where the server asks for them. */
  readonly url: string
  readonly database: string
}

/** A server that is away is known to be within these, and within 5 s in all. */
const FIND_SERVER_WITHIN_MS = 3_000
const CONNECT_WITHIN_MS = 3_000
/** One that took the call and fell silent. The longest aggregation must fit. */
const ANSWER_WITHIN_MS = 30_000

/**
 * Documents of a MongoDB server. It is found at the first call, so one that is away now may come later.
 * No call is repeated by itself: whether a write that got no answer was done, only its caller can find
 * out.
 */
export function openMongoDocuments({ url, database }: MongoSettings): Documents {
  const client = clientOf(url)
  const db = client.db(database)
  let isClosed = false

  const ask: Ask = async (work) => {
    if (isClosed) throw closed()
    try {
      return await work()
    } catch (error) {
      throw isClosed ? closed() : asFailure(error)
    }
  }

  return {
    async collection(name, indexes) {
      checkCollection(name, indexes)
      const driver = db.collection<StoredFields>(name)
      await ask(() => makeIndexes(driver, indexes))
      return checkedCollection(name, indexes, mongodbCollection(driver, indexes, ask))
    },
    async ping() {
      await ask(() => db.command({ ping: 1 }))
    },
    async close() {
      isClosed = true
      await client.close()
    },
  }
}

function clientOf(url: string): MongoClient {
  try {
    return new MongoClient(url, {
      serverSelectionTimeoutMS: FIND_SERVER_WITHIN_MS,
      connectTimeoutMS: CONNECT_WITHIN_MS,
      socketTimeoutMS: ANSWER_WITHIN_MS,
      waitQueueTimeoutMS: FIND_SERVER_WITHIN_MS,
      ignoreUndefined: true,
      retryWrites: false,
      retryReads: false,
      writeConcern: { w: 'majority', journal: true },
    })
  } catch (error) {
    // The driver's own message quotes the address, and with it the password.
    throw badRequest(
      `The address of MongoDB is none: write it as mongodb://NAME:PASSWORD@HOST:PORT (${kindOf(error)}).`,
    )
  }
}

const kindOf = (error: unknown) => (error instanceof Error ? error.name : 'not understood')

function closed(): StoreFailure {
  return new StoreFailure('closed', 'The document store is closed.')
}

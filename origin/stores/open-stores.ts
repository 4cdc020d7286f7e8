/** Opens the three stores, embedded or real. No driver is loaded that is not used. */
import { join } from 'node:path'
import { ConfigProblem, type RealStores, type StoresConfig } from '../config.ts'
import { inShort, type Log } from '../telemetry/log.ts'
import { StoreFailure } from './failure.ts'
import {
  watchedStores,
  type OpenedStores,
  type Port,
  type Stores,
  type StoresWatch,
} from './watched.ts'

const CLIENT_ID = 'admit-one-origin'

export async function openStores(config: StoresConfig, watch: StoresWatch): Promise<Stores> {
  const isReal = config.kind === 'real'
  const opened = isReal
    ? await openReal(config, watch.log)
    : await openEmbedded(config.folder, watch.log)
  return watchedStores(opened, isReal, watch)
}

async function openEmbedded(folder: string, log: Log): Promise<OpenedStores> {
  const { openEmbeddedDocuments } = await import('./documents/embedded.ts')
  const { openEmbeddedEventLog } = await import('./events/embedded.ts')
  const { openEmbeddedObjects } = await import('./objects/embedded.ts')
  const warn = (message: string) => log('warn', { what: 'log', why: message })
  try {
    return await openInTurn({
      documents: () => openEmbeddedDocuments({ folder: join(folder, 'documents') }),
      events: () => openEmbeddedEventLog({ folder: join(folder, 'events'), warn }),
      objects: () => openEmbeddedObjects({ folder: join(folder, 'objects') }),
    })
  } catch (error) {
    if (error instanceof StoreFailure) throw error
    // A file in its place, somebody else's, or what is no database: whoever set DATA_DIR mends it.
    const message = `DATA_DIR=${folder} cannot be used: look what is there, or set another. (${inShort(error)})`
    throw new ConfigProblem(message, { cause: error })
  }
}

async function openReal({ mongodb, kafka, s3 }: RealStores, log: Log): Promise<OpenedStores> {
  const { openMongoDocuments } = await import('./documents/mongodb.ts')
  const { openKafkaEventLog } = await import('./events/kafka.ts')
  const { openS3Objects } = await import('./objects/s3.ts')
  const { brokers, ssl, login } = kafka
  const warn = (message: string) => log('warn', { what: 'kafka', why: message })
  const { endpoint, ...rest } = s3
  return openInTurn({
    documents: () => openMongoDocuments(mongodb),
    events: () => openKafkaEventLog({ brokers, clientId: CLIENT_ID, ssl, warn, ...login }),
    objects: () => openS3Objects({ ...rest, ...(endpoint !== undefined && { endpoint }) }),
  })
}

type Closing = { close(): Promise<void> }

export type Openers = { readonly [P in Port]: () => OpenedStores[P] | Promise<OpenedStores[P]> }

/** One that cannot be opened leaves none of those before it open. */
export async function openInTurn(openers: Openers): Promise<OpenedStores> {
  const opened: Closing[] = []
  const keep = <S extends Closing>(store: S): S => {
    opened.push(store)
    return store
  }
  try {
    return {
      documents: keep(await openers.documents()),
      events: keep(await openers.events()),
      objects: keep(await openers.objects()),
    }
  } catch (error) {
    await Promise.allSettled(opened.map((store) => store.close()))
    throw error
  }
}

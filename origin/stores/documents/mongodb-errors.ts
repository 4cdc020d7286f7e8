import { MongoBulkWriteError, MongoError, MongoServerError } from 'mongodb'
import { StoreFailure, type FailureCode } from '../failure.ts'

// What the server and its driver say, in the words of the port. A server that steps down or shuts down
// is as one that is away: the driver finds the next.

const TAKEN = 11_000

const codes: Readonly<Record<number, FailureCode>> = {
  13: 'wrong-secret', // Unauthorized
  18: 'wrong-secret', // AuthenticationFailed
  8000: 'wrong-secret', // AtlasError, of a login
  2: 'bad-request', // BadValue
  9: 'bad-request', // FailedToParse
  14: 'bad-request', // TypeMismatch
  28: 'bad-request', // PathNotViable
  40: 'bad-request', // ConflictingUpdateOperators
  52: 'bad-request', // DollarPrefixedFieldName
  66: 'bad-request', // ImmutableField
  85: 'bad-request', // IndexOptionsConflict
  86: 'bad-request', // IndexKeySpecsConflict
  10141: 'bad-request', // $push and the like of what is no list, as older servers say it
  10142: 'bad-request',
  10334: 'too-large', // BSONObjectTooLarge
  17419: 'too-large', // an update's result
  17420: 'too-large', // an upsert's result
  14031: 'disk-full', // OutOfDiskSpace
  6: 'unreachable', // HostUnreachable
  7: 'unreachable', // HostNotFound
  64: 'unreachable', // WriteConcernTimeout
  89: 'unreachable', // NetworkTimeout
  91: 'unreachable', // ShutdownInProgress
  100: 'unreachable', // UnsatisfiableWriteConcern
  189: 'unreachable', // PrimarySteppedDown
  262: 'unreachable', // ExceededTimeLimit
  10107: 'unreachable', // NotWritablePrimary
  11600: 'unreachable', // InterruptedAtShutdown
  11602: 'unreachable', // InterruptedDueToReplStateChange
  13435: 'unreachable', // NotPrimaryNoSecondaryOk
  13436: 'unreachable', // NotPrimaryOrSecondary
}

/** By name and not by class, for a bundle may hold the driver twice; those below them are named too. */
const away = [
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'PoolClearedOnNetworkError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoClientClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoOperationTimeoutError',
  'MongoWriteConcernError',
]

const messages: Readonly<Record<FailureCode, string>> = {
  unreachable: 'MongoDB does not answer: what was asked may or may not be done.',
  'wrong-secret': 'MongoDB does not know us: look at the name and password in its address.',
  'too-large': 'The document would become larger than MongoDB takes: keep big things elsewhere.',
  'bad-request': 'MongoDB does not do what was asked with the documents that are there.',
  'stale-cursor': 'The cursor is no longer kept: begin at the first page.',
  'disk-full': "MongoDB's disk is full: make room there.",
  closed: 'The document store is closed.',
}

/** An error as it goes on to whoever called: a failure of the port, or as it is where it is none. */
export function asFailure(error: unknown): unknown {
  if (error instanceof StoreFailure) return error
  const code = failureCode(error, 0)
  return code ? new StoreFailure(code, messages[code], { cause: error }) : error
}

/** The fields of the unique index that has such values already. */
export function takenFields(
  error: unknown,
  indexes: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  if (!(error instanceof MongoServerError) || error.code !== TAKEN) return undefined
  const pattern: unknown = error['keyPattern']
  if (typeof pattern === 'object' && pattern !== null) return Object.keys(pattern)
  return fieldsNamed(error.message, indexes)
}

/** By place in the writes, which of a bulk met a taken key; undefined when worse happened. */
export function takenWrites(
  error: unknown,
  indexes: ReadonlyMap<string, readonly string[]>,
): { at: number; fields: readonly string[] }[] | undefined {
  if (!(error instanceof MongoBulkWriteError)) return undefined
  const errors = [error.writeErrors].flat()
  if (errors.length === 0 || errors.some(({ code }) => code !== TAKEN)) return undefined
  return errors.map(({ index, errmsg = '' }) => ({
    at: index,
    fields: fieldsNamed(errmsg, indexes),
  }))
}

/** As in `E11000 duplicate key error collection: shop.seats index: showtime_1_seat_1 dup key: …`. */
function fieldsNamed(message: string, indexes: ReadonlyMap<string, readonly string[]>) {
  const name = / index: (\S+)/.exec(message)?.[1] ?? '_id_'
  if (name === '_id_') return ['_id']
  return indexes.get(name) ?? name.replace(/_-?1$/, '').split(/_-?1_/)
}

function failureCode(error: unknown, depth: number): FailureCode | undefined {
  if (!(error instanceof Error) || depth > 4) return undefined
  const code = 'code' in error && typeof error.code === 'number' ? codes[error.code] : undefined
  if (code) return code
  const [first] = error instanceof MongoBulkWriteError ? [error.writeErrors].flat() : []
  const ofWrite = typeof first?.code === 'number' ? codes[first.code] : undefined
  if (ofWrite) return ofWrite
  const ofCause = failureCode(error.cause, depth + 1)
  if (ofCause) return ofCause
  if (error instanceof MongoError && away.includes(error.name)) return 'unreachable'
  // What a bulk met on its way lies in `errorResponse`, where the driver puts all it did not expect.
  const within = 'errorResponse' in error ? error.errorResponse : undefined
  return failureCode(within, depth + 1)
}

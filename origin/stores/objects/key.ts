/**
 * What every adapter takes, checked before anything is sent or written. The rule is that of the
 * narrowest one: servers that keep objects as files hold a segment as a file name, need room in it for
 * a suffix of their own, and hide their own files behind a leading dot.
 */
import { StoreFailure } from '../failure.ts'
import {
  KEY_MAX_BYTES,
  LIST_MAX,
  METADATA_MAX_BYTES,
  SEGMENT_MAX_BYTES,
  type PutOptions,
  type Range,
} from './objects.ts'

const SEGMENT = /^[\p{L}\p{N}_\-=@:][\p{L}\p{N}_\-=@:.]*$/u
const METADATA_NAME = /^[a-z0-9-]+$/
/** Printable ASCII; a header loses spaces at its ends. */
const HEADER_VALUE = /^[!-~](?:[ -~]*[!-~])?$/
const CONTENT_TYPE_MAX_BYTES = 255

/** What a key must be and this one is not. */
function wrongWith(key: string): string | undefined {
  if (Buffer.byteLength(key) > KEY_MAX_BYTES) return `be at most ${KEY_MAX_BYTES} bytes`
  if (key !== key.normalize('NFC')) return 'be in Unicode normal form C'
  for (const segment of key.split('/')) {
    if (!SEGMENT.test(segment)) {
      return 'be segments of letters, digits and . _ - = @ : joined by /, none empty or with a dot in front'
    }
    if (Buffer.byteLength(segment) > SEGMENT_MAX_BYTES) {
      return `have no segment of more than ${SEGMENT_MAX_BYTES} bytes`
    }
  }
}

export function isKey(key: string): boolean {
  return wrongWith(key) === undefined
}

export function checkKey(key: string): void {
  const wrong = wrongWith(key)
  if (wrong !== undefined) throw bad(`The key ${shown(key)} must ${wrong}.`)
}

/** The beginning of a key, wherever it ends. */
export function checkPrefix(prefix: string): void {
  const wrong = prefix === '' ? undefined : wrongWith(prefix.endsWith('/') ? `${prefix}a` : prefix)
  if (wrong !== undefined) throw bad(`What keys begin with, ${shown(prefix)}, must ${wrong}.`)
}

export function checkListing(prefix: string, after: string | undefined, limit: number): void {
  checkPrefix(prefix)
  if (after !== undefined) checkKey(after)
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > LIST_MAX) {
    throw bad(`A list has 1 to ${LIST_MAX} objects, not ${limit}.`)
  }
}

export function checkPut(key: string, { contentType, metadata = {}, when }: PutOptions): void {
  checkKey(key)
  if (contentType !== undefined) {
    if (!HEADER_VALUE.test(contentType) || contentType.length > CONTENT_TYPE_MAX_BYTES) {
      throw bad(`The content type ${shown(contentType)} must be printable ASCII and short.`)
    }
  }
  if (when !== undefined && 'etag' in when && !/^[!#-~]+$/.test(when.etag)) {
    throw bad(`The etag ${shown(when.etag)} must be one that a store has given.`)
  }
  let sizeBytes = 0
  for (const [name, value] of Object.entries(metadata)) {
    if (!METADATA_NAME.test(name)) {
      throw bad(`The metadata name ${shown(name)} must be of a-z, 0-9 and - alone.`)
    }
    if (!HEADER_VALUE.test(value)) {
      throw bad(`The metadata value of ${name} must be printable ASCII without spaces at its ends.`)
    }
    sizeBytes += name.length + value.length
  }
  if (sizeBytes > METADATA_MAX_BYTES) {
    throw bad(`Metadata is ${METADATA_MAX_BYTES} bytes at most, names and values together.`)
  }
}

export function checkRange({ fromByte, toByte = fromByte }: Range): void {
  const whole = Number.isSafeInteger(fromByte) && Number.isSafeInteger(toByte)
  if (!whole || fromByte < 0 || toByte < fromByte) {
    throw bad('A range begins at byte 0 or later and does not end before it begins.')
  }
}

function shown(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text)
}

function bad(message: string): StoreFailure {
  return new StoreFailure('bad-request', message)
}

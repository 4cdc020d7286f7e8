import { join } from 'node:path'
import { KEYS_FOLDER, writePrivately, type Keys } from './keys.ts'

// What the Worker is told goes by a file that only its owner reads: an argument would be seen by
// everybody who lists processes.

export type Addresses = {
  readonly issuer: string
  readonly originUrl: string
  /** Where spans go; left out, and nothing is traced. */
  readonly zipkinUrl?: string | undefined
}

/** Writes the Worker's variables where wrangler reads them, and answers the file. */
export function writeWorkerVariables(
  dataDir: string,
  keys: Keys,
  { issuer, originUrl, zipkinUrl }: Addresses,
): string {
  const file = join(dataDir, KEYS_FOLDER, 'worker.env')
  const variables = {
    ISSUER: issuer,
    PLACE_KEYS: plainJson(keys.placeKeys),
    ADMISSION_KEYS: plainJson(keys.admissionKeys),
    SERVICE_KEYS: plainJson(serviceKeys(keys.serviceKey)),
    OPERATOR_KEY: keys.operatorKey,
    ORIGIN_URL: originUrl,
    ORIGIN_TOKEN: keys.originKey,
    ...(zipkinUrl === undefined
      ? { TRACE_SHARE: '0' }
      : { TRACE_SHARE: '1', ZIPKIN_URL: zipkinUrl }),
    // A terminal is for what goes wrong.
    LOG_SAMPLE: '0',
  }
  const lines = Object.entries(variables).map(([name, value]) => `${name}='${value}'\n`)
  writePrivately(file, lines.join(''))
  return file
}

/** On this machine one key speaks for the shops of all rooms. */
function serviceKeys(secret: string): string {
  return JSON.stringify({ keys: [{ id: 'local', secret, rooms: ['*'] }] })
}

/**
 * The same JSON without what an env file's reader would take for its own: the quote that ends the
 * value, and the dollar that begins a variable. Both stand only in strings, where JSON can say
 * them by number.
 */
function plainJson(json: string): string {
  return json.replaceAll("'", '\\u0027').replaceAll('$', '\\u0024')
}

import { join } from 'node:path'
import { KEYS_FOLDER, writePrivately, type Keys } from './keys.ts'

// What the Worker is told goes by a file that only its owner reads: an argument would be seen by
// everybody who lists processes.

/** Writes the Worker's variables where wrangler reads them, and answers the file. */
export function writeWorkerVariables(dataDir: string, keys: Keys, issuer: string): string {
  const file = join(dataDir, KEYS_FOLDER, 'worker.env')
  const variables = {
    ISSUER: issuer,
    PLACE_KEYS: plainJson(keys.placeKeys),
    ADMISSION_KEYS: plainJson(keys.admissionKeys),
    SERVICE_KEYS: plainJson(serviceKeys(keys.serviceKey)),
    OPERATOR_KEY: keys.operatorKey,
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

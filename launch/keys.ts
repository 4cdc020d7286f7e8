import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { LaunchProblem, systemCode } from './problem.ts'

// What signs places must outlive a restart, or everybody in a line would lose theirs. Both keys
// are made once, for this machine alone, and nobody but their owner may read them.

export const KEYS_FOLDER = 'keys'
const KEY_BYTES = 32
const OPERATOR_KEY_LEAST_LETTERS = 16
const SERVICE_KEY_LEAST_LETTERS = 32

export type Keys = {
  /** The keys of place tokens, as the Worker reads them. */
  placeKeys: string
  /** The keys of admission tokens, as the Worker reads them. */
  admissionKeys: string
  /** What shops on this machine say to be ones. */
  serviceKey: string
  /** Where a shop's developer finds it. */
  serviceKeyFile: string
  /** What the edge says to be the edge, to the origin. */
  originKey: string
  operatorKey: string
  /** Where an operator finds it. */
  operatorKeyFile: string
}

const placeKeysFile = z.object({
  keys: z.array(z.object({ id: z.string().min(1), secret: z.string().length(43) })).min(1),
})

const admissionKeysFile = z.object({
  keys: z.array(z.looseObject({ kid: z.string().min(1), d: z.string().length(43) })).min(1),
})

/** The keys of a data folder, made where there are none yet. */
export function keepKeys(dataDir: string): Keys {
  const folder = join(dataDir, KEYS_FOLDER)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const operatorKeyFile = join(folder, 'operator-key')
  const serviceKeyFile = join(folder, 'service-key')
  return {
    placeKeys: JSON.stringify(
      keysIn(join(folder, 'place-keys.json'), placeKeysFile, newPlaceKeys, 'place in a line'),
    ),
    admissionKeys: JSON.stringify(
      keysIn(
        join(folder, 'admission-keys.json'),
        admissionKeysFile,
        newAdmissionKeys,
        'token in a shop',
      ),
    ),
    serviceKey: keyIn(serviceKeyFile, SERVICE_KEY_LEAST_LETTERS),
    serviceKeyFile,
    originKey: keyIn(join(folder, 'origin-key'), SERVICE_KEY_LEAST_LETTERS),
    operatorKey: keyIn(operatorKeyFile, OPERATOR_KEY_LEAST_LETTERS),
    operatorKeyFile,
  }
}

/** Made anew in silence they would cost everybody what the old ones signed. */
function keysIn<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  make: () => string,
  whatEnds: string,
): z.infer<Schema> {
  try {
    return schema.parse(JSON.parse(madeOnce(file, make)))
  } catch (error) {
    if (systemCode(error) !== undefined) throw error
    throw new LaunchProblem(
      `${file} is no longer the keys that were written there: get it back, or remove it, which ends every ${whatEnds}.`,
      { cause: error },
    )
  }
}

function newPlaceKeys(): string {
  return JSON.stringify({ keys: [{ id: 'k1', secret: randomText() }] })
}

function newAdmissionKeys(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return JSON.stringify({ keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'a1' }] })
}

function keyIn(file: string, leastLetters: number): string {
  const key = madeOnce(file, randomText).trim()
  if (key.length >= leastLetters && /^[\w-]+$/.test(key)) return key
  throw new LaunchProblem(
    `${file} must hold at least ${leastLetters} letters, digits, - or _ and nothing else: mend it, or remove it for a new one.`,
  )
}

function randomText(): string {
  return randomBytes(KEY_BYTES).toString('base64url')
}

function madeOnce(file: string, make: () => string): string {
  try {
    chmodSync(file, 0o600)
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
    writePrivately(file, make())
  }
  return readFileSync(file, 'utf8')
}

/** Where this data's product is served: the command line finds it by itself. */
export function noteAddress(dataDir: string, address: string): void {
  writePrivately(join(dataDir, KEYS_FOLDER, 'address'), address)
}

/** Whole or not at all, and never readable by anybody else, not for an instant. */
export function writePrivately(file: string, text: string): void {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, text, { mode: 0o600 })
  renameSync(draft, file)
}

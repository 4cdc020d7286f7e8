import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writePrivately } from '../launch/keys.ts'
import { LaunchProblem, systemCode } from '../launch/problem.ts'

export type Secrets = {
  s3AccessKey: string
  s3SecretKey: string
  /** Where a shell finds it: it is never printed. */
  s3SecretKeyFile: string
  /** All that the origin is told, to be read by Node itself. */
  originVariablesFile: string
}

const LEAST_LETTERS = 16

/** What these servers are signed in to with: made once, for this machine alone. */
export function keepSecrets(folder: string): Secrets {
  const keys = join(folder, 'keys')
  mkdirSync(keys, { recursive: true, mode: 0o700 })
  const s3SecretKeyFile = join(keys, 's3-secret-key')
  return {
    s3AccessKey: kept(join(keys, 's3-access-key'), () => randomBytes(10).toString('hex')),
    s3SecretKey: kept(s3SecretKeyFile, () => randomBytes(32).toString('base64url')),
    s3SecretKeyFile,
    originVariablesFile: join(keys, 'origin.env'),
  }
}

function kept(file: string, make: () => string): string {
  try {
    chmodSync(file, 0o600)
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
    writePrivately(file, make())
  }
  const secret = readFileSync(file, 'utf8').trim()
  if (secret.length >= LEAST_LETTERS && /^[\w-]+$/.test(secret)) return secret
  throw new LaunchProblem(
    `${file} must hold at least ${LEAST_LETTERS} letters, digits, - or _ and nothing else: mend it, or remove it for a new one.`,
  )
}

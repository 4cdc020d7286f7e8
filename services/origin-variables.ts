import { writePrivately } from '../launch/keys.ts'
import type { Secrets } from './secrets.ts'

export const REGION = 'us-east-1'
export const BUCKET = 'admit-one'

export type Addresses = { mongodb: string; kafka: string; s3: string }

/** How the origin is told of the servers, to paste into a shell; the secret is read from its file. */
export function originVariables(addresses: Addresses, secrets: Secrets): string[] {
  const quoted = `'${secrets.s3SecretKeyFile.replaceAll("'", String.raw`'\''`)}'`
  return [...linesOf(addresses, secrets), `S3_SECRET_KEY="$(cat ${quoted})"`]
}

/** The same as a file for `node --env-file`. */
export function writeOriginVariables(addresses: Addresses, secrets: Secrets): void {
  const lines = [...linesOf(addresses, secrets), `S3_SECRET_KEY=${secrets.s3SecretKey}`]
  writePrivately(secrets.originVariablesFile, `${lines.join('\n')}\n`)
}

function linesOf({ mongodb, kafka, s3 }: Addresses, { s3AccessKey }: Secrets): string[] {
  return [
    'STORES=real',
    `MONGODB_URL=${mongodb}`,
    'MONGODB_DATABASE=admit_one',
    `KAFKA_BROKERS=${kafka}`,
    `S3_ENDPOINT=${s3}`,
    `S3_REGION=${REGION}`,
    `S3_BUCKET=${BUCKET}`,
    `S3_ACCESS_KEY=${s3AccessKey}`,
  ]
}

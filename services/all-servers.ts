import { join } from 'node:path'
import { ensureBucket } from '../origin/stores/objects/s3-bucket.ts'
import { startKafka } from './kafka.ts'
import { startMongoDouble } from './mongo-double.ts'
import { startObjectServer } from './object-server.ts'
import { BUCKET, REGION, type Addresses } from './origin-variables.ts'
import type { Settings } from './run-settings.ts'
import type { Secrets } from './secrets.ts'
import type { Server } from './server.ts'

/** Starts all three at once. What has started is in `servers` even when another has not. */
export async function startAll(
  { folder, ports }: Settings,
  secrets: Secrets,
  servers: Server[],
  lost: (words: string) => void,
): Promise<Addresses> {
  const noted = async (starting: Promise<Server>) => {
    const server = await starting
    servers.push(server)
    return server.address
  }
  const [mongodb, kafka, s3] = await Promise.all([
    noted(startMongoDouble({ folder: join(folder, 'mongodb'), port: ports.MONGODB_PORT, lost })),
    noted(startKafka({ folder: join(folder, 'kafka'), port: ports.KAFKA_PORT, lost })),
    noted(
      startObjectServer({
        folder: join(folder, 's3'),
        port: ports.S3_PORT,
        accessKey: secrets.s3AccessKey,
        secretKey: secrets.s3SecretKey,
        lost,
      }),
    ),
  ])
  await ensureBucket({
    endpoint: s3,
    region: REGION,
    bucket: BUCKET,
    accessKey: secrets.s3AccessKey,
    secretKey: secrets.s3SecretKey,
  })
  return { mongodb, kafka, s3 }
}

import {
  BucketLocationConstraint,
  CreateBucketCommand,
  ListObjectsV2Command,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { StoreFailure } from '../failure.ts'
import { S3Connection, type S3Settings } from './s3-connection.ts'

/**
 * Makes the bucket where there is none. For servers that were started for us: a bucket that holds what
 * matters is made by whoever decides on its region, its encryption and who may read it.
 */
export async function ensureBucket(settings: S3Settings): Promise<void> {
  const connection = new S3Connection(settings)
  try {
    await askForBucket(connection)
  } catch (error) {
    if (!said(error, 'NoSuchBucket')) throw error
    await makeBucket(connection)
  } finally {
    connection.close()
  }
}

/** Whether the server answers, knows us and has the bucket. A listing says which of them is amiss. */
export async function askForBucket(connection: S3Connection): Promise<void> {
  const command = new ListObjectsV2Command({ Bucket: connection.bucket, MaxKeys: 1 })
  await connection.asked((abortSignal) => connection.client.send(command, { abortSignal }))
}

async function makeBucket(connection: S3Connection): Promise<void> {
  const region = Object.values(BucketLocationConstraint).find((one) => one === connection.region)
  const command = new CreateBucketCommand({
    Bucket: connection.bucket,
    ...(region === undefined ? {} : { CreateBucketConfiguration: { LocationConstraint: region } }),
  })
  try {
    await connection.asked((abortSignal) => connection.client.send(command, { abortSignal }))
  } catch (error) {
    // Somebody of ours made it at the same moment.
    if (!said(error, 'BucketAlreadyOwnedByYou')) throw error
  }
}

function said(error: unknown, name: string): boolean {
  const cause = error instanceof StoreFailure ? error.cause : undefined
  return cause instanceof S3ServiceException && cause.name === name
}

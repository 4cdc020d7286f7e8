import {
  CreateBucketCommand,
  GetObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { expect, onTestFinished, test } from 'vitest'
import { startObjectServer } from './object-server.ts'
import { processRuns } from './process-runs.ts'
import { testFolder } from './test-folder.ts'

const keys = { accessKey: 'origin-access', secretKey: 'origin-secret-of-some-length' }

async function started() {
  const server = await startObjectServer({ folder: testFolder(), ...keys })
  onTestFinished(() => server.stop())
  return server
}

function client(endpoint: string, secretAccessKey = keys.secretKey): S3Client {
  const s3 = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: keys.accessKey, secretAccessKey },
  })
  onTestFinished(() => s3.destroy())
  return s3
}

test('what was put is there after a kill, with what was said of it', async () => {
  const server = await started()
  const s3 = client(server.address)
  const where = { Bucket: 'records', Key: 'sale/one' }
  await s3.send(new CreateBucketCommand({ Bucket: 'records' }))
  const said = { Metadata: { sale: 'one' }, ContentType: 'text/plain' }
  await s3.send(new PutObjectCommand({ ...where, ...said, Body: 'sold' }))
  const { pid } = server

  await server.kill()
  expect(processRuns(pid)).toBe(false)
  await server.start()

  const got = await s3.send(new GetObjectCommand(where))
  expect(await got.Body?.transformToString()).toBe('sold')
  expect(got).toMatchObject(said)
})

test('who has another secret is refused', async () => {
  const server = await started()

  const asking = client(server.address, 'another-secret').send(new ListBucketsCommand({}))

  await expect(asking).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' })
})

test('stopped, nothing of it runs', async () => {
  const server = await started()

  await server.stop()

  expect(processRuns(server.pid)).toBe(false)
})

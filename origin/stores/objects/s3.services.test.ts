import { ListMultipartUploadsCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { startObjectServer } from '../../../services/object-server.ts'
import type { Server } from '../../../services/server.ts'
import { StoreFailure } from '../failure.ts'
import { objectsContract } from './objects-contract.ts'
import { drained, MIB, patterned } from './contract/patterned-stream.ts'
import { openS3Objects } from './s3.ts'
import { ensureBucket } from './s3-bucket.ts'
import { S3Connection } from './s3-connection.ts'
import { opened, textOf, type Place } from './contract/place.ts'

const [accessKey, secretKey] = ['admit-one', 'not-a-secret']
const folder = mkdtempSync(join(tmpdir(), 'admit-one-s3-'))
let server: Server

beforeAll(async () => {
  server = await startObjectServer({ folder, accessKey, secretKey })
}, 120_000)

afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

type Settings = ReturnType<typeof settingsOf>

function settingsOf(bucket: string) {
  return { endpoint: server.address, region: 'us-east-1', bucket, accessKey, secretKey }
}

async function place(): Promise<Place & { settings: Settings }> {
  const settings = settingsOf(`b-${randomUUID()}`)
  await ensureBucket(settings)
  return { open: async () => openS3Objects(settings), forChild: { kind: 's3', settings }, settings }
}

objectsContract('a bucket', place)

test('a server killed in the middle of a large put is unreachable, and what was there still is', async () => {
  const objects = await opened(await place())
  await objects.put('k', 'before')
  let cancelled = false
  const body = patterned(200 * MIB, 1, {
    each: (sentBytes) => (sentBytes === 20 * MIB ? server.kill() : undefined),
    cancelled: () => (cancelled = true),
  })

  await expect(objects.put('k', body.stream)).rejects.toMatchObject({ code: 'unreachable' })

  expect(cancelled).toBe(true)
  await server.start()
  expect(await textOf(await objects.get('k'))).toBe('before')
  await objects.put('k', 'after')
  expect(await textOf(await objects.get('k'))).toBe('after')
}, 120_000)

test('a server killed in the middle of a get fails the body, though nobody was reading', async () => {
  const objects = await opened(await place())
  const body = patterned(64 * MIB, 2)
  await objects.put('k', body.stream)
  const read = await objects.get('k')
  const unread = await objects.get('k')
  let killed: Promise<void> | undefined

  const kill = () => void (killed ??= server.kill())

  const reading = read.kind === 'object' && drained(read.body, kill)

  await expect(reading).rejects.toMatchObject({ code: 'unreachable' })
  await killed
  await expect(unread.kind === 'object' && drained(unread.body)).rejects.toBeInstanceOf(
    StoreFailure,
  )
  await server.start()
  const again = await objects.get('k')
  expect(again.kind === 'object' && (await drained(again.body)).digest).toBe(body.digest())
}, 120_000)

test('a server that is down is unreachable within 5 s, and found again when it is back', async () => {
  const objects = await opened(await place())
  await objects.put('k', 'x')
  await server.kill()
  const unreachable = expect.objectContaining({ code: 'unreachable', mayPass: true })
  const startMs = performance.now()

  await expect(objects.ping()).rejects.toEqual(unreachable)
  await expect(objects.get('k')).rejects.toEqual(unreachable)
  await expect(objects.put('k', 'y')).rejects.toEqual(unreachable)
  await expect(objects.put('k', patterned(MIB, 1).stream)).rejects.toEqual(unreachable)

  expect(performance.now() - startMs).toBeLessThan(4 * 5_000)
  await server.start()
  await objects.ping()
  expect(await textOf(await objects.get('k'))).toBe('x')
}, 120_000)

test('a server that hangs is unreachable too', async () => {
  const objects = await opened(await place())
  process.kill(server.pid, 'SIGSTOP')
  onTestFinished(() => void process.kill(server.pid, 'SIGCONT'))
  const startMs = performance.now()

  const asked = await Promise.allSettled([
    objects.ping(),
    objects.about('k'),
    objects.put('k', 'x'),
  ])

  expect(asked.map((one) => one.status === 'rejected' && one.reason)).toEqual(
    asked.map(() => expect.objectContaining({ code: 'unreachable' })),
  )
  expect(performance.now() - startMs).toBeLessThan(20_000)
}, 120_000)

test('whom the server does not know is told so, by an answer without a body too', async () => {
  const { settings } = await place()
  const wrongSecret = expect.objectContaining({ code: 'wrong-secret' })
  for (const wrong of [{ secretKey: 'another' }, { accessKey: 'nobody' }]) {
    const objects = await opened({
      ...(await place()),
      open: async () => openS3Objects({ ...settings, ...wrong }),
    })

    await expect(objects.about('k')).rejects.toEqual(wrongSecret)
    await expect(objects.get('k')).rejects.toEqual(wrongSecret)
    await expect(objects.put('k', 'x')).rejects.toEqual(wrongSecret)
    await expect(objects.list('')).rejects.toEqual(wrongSecret)
    await expect(objects.ping()).rejects.toEqual(wrongSecret)
    await expect(ensureBucket({ ...settings, ...wrong })).rejects.toEqual(wrongSecret)
  }
})

test('a bucket that is not there is said to be missing, and made once however many ask for it', async () => {
  const settings = settingsOf(`b-${randomUUID()}`)
  const objects = openS3Objects(settings)
  onTestFinished(() => objects.close())
  const missing = expect.objectContaining({
    code: 'bad-request',
    message: 'There is no such bucket: make it, or name another.',
  })
  await expect(objects.ping()).rejects.toEqual(missing)
  await expect(objects.about('k')).rejects.toEqual(missing)
  await expect(objects.put('k', 'x')).rejects.toEqual(missing)

  await Promise.all([1, 2, 3].map(() => ensureBucket(settings)))
  await ensureBucket(settings)

  expect(await objects.about('k')).toBeUndefined()
  await objects.put('k', 'x')
})

test('where objects are files, a key is refused that is the folder of another, and nothing is lost', async () => {
  const objects = await opened(await place())
  await objects.put('a', 'file')
  await objects.put('c/d', 'in a folder')
  const refused = expect.objectContaining({ code: 'bad-request' })

  await expect(objects.put('a/b', 'x')).rejects.toEqual(refused)
  await expect(objects.put('a/b', patterned(20 * MIB, 1).stream)).rejects.toEqual(refused)
  await expect(objects.put('c', 'x')).rejects.toEqual(refused)

  expect(await objects.get('a/b')).toEqual({ kind: 'none' })
  expect(await objects.about('c')).toBeUndefined()
  await objects.remove('c')
  expect((await objects.list('')).objects.map(({ key }) => key)).toEqual(['a', 'c/d'])
  await objects.remove('c/d')
  await objects.put('c', 'free again')
})

test('a stream that fails leaves no parts at the server', async () => {
  const { settings, ...where } = await place()
  const objects = await opened(where)
  const failing = patterned(40 * MIB, 1, {
    each: (sentBytes) => (sentBytes > 30 * MIB ? Promise.reject(new Error('gone')) : undefined),
  })

  await expect(objects.put('k', failing.stream)).rejects.toThrow('gone')

  const { client, bucket: Bucket } = new S3Connection(settings)
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket }))
  client.destroy()
  expect(Uploads).toEqual([])
})

test("other people's keys are not listed, and do not end a list", async () => {
  const { settings, ...where } = await place()
  const objects = await opened(where)
  const { client, bucket: Bucket } = new S3Connection(settings)
  for (const Key of ['.a.sgwtmp.1', 'b c', 'd/.e', 'f', 'g h', 'i']) {
    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))
  }
  client.destroy()

  const first = await objects.list('', { limit: 1 })
  const second = await objects.list('', { limit: 1, after: 'f' })

  expect(first).toMatchObject({ objects: [{ key: 'f' }], next: 'f' })
  expect(second).toMatchObject({ objects: [{ key: 'i' }], next: undefined })
})

/** What a real server does too seldom to wait for, by one that does just that. */
import { createServer, type ServerResponse } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { textOf } from './contract/place.ts'
import type { Objects } from './objects.ts'
import { drained, MIB, patterned } from './contract/patterned-stream.ts'
import { openS3Objects } from './s3.ts'

type Answer = (response: ServerResponse) => void

/** Answers each request in turn; the last answer is for all that come after. */
async function against(...answers: readonly [Answer, ...Answer[]]): Promise<Objects> {
  const left = [...answers]
  const server = createServer((request, response) => {
    const answer = left.length > 1 ? left.shift() : left[0]
    request.resume().on('end', () => answer?.(response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('It has no port.')
  const objects = openS3Objects({
    endpoint: `http://127.0.0.1:${address.port}`,
    region: 'us-east-1',
    bucket: 'bucket',
    accessKey: 'key',
    secretKey: 'secret',
  })
  onTestFinished(async () => {
    await objects.close()
    server.closeAllConnections()
    server.close()
  })
  return objects
}

function refusal(status: number, code: string): Answer {
  return (response) =>
    response
      .writeHead(status, { 'content-type': 'application/xml' })
      .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`)
}

const head = { etag: '"e1"', 'last-modified': 'Mon, 30 Nov 2026 13:00:00 GMT' }
const written: Answer = (response) => response.writeHead(200, { etag: '"e1"' }).end()
const hangsUp: Answer = (response) => response.destroy()
const conflict = refusal(409, 'ConditionalRequestConflict')
const failed = refusal(412, 'PreconditionFailed')

test('writers in conflict try again until one of them is told what holds', async () => {
  const first = await against(conflict, conflict, written)
  const second = await against(conflict, failed)

  expect(await first.put('k', 'x', { when: { absent: true } })).toEqual({ kind: 'put', etag: 'e1' })
  expect(await second.put('k', 'x', { when: { absent: true } })).toEqual({ kind: 'not-so' })
})

test('a stream in conflict cannot be sent again by us: it may be by the caller', async () => {
  const objects = await against(conflict)
  const { stream } = patterned(10, 1)

  await expect(objects.put('k', stream, { when: { absent: true } })).rejects.toMatchObject({
    code: 'unreachable',
    mayPass: true,
  })
})

test('a condition that fails after a broken try is not called false: that try may have written', async () => {
  const objects = await against(hangsUp, failed)

  await expect(objects.put('k', 'x', { when: { absent: true } })).rejects.toMatchObject({
    code: 'unreachable',
  })
})

test('a broken try without a condition is simply tried again', async () => {
  const objects = await against(hangsUp, refusal(503, 'SlowDown'), written)

  expect(await objects.put('k', 'x')).toEqual({ kind: 'put', etag: 'e1' })
})

test('a body that ends before its length fails whoever reads it', async () => {
  const objects = await against((response) => {
    response.writeHead(200, { ...head, 'content-length': 100 })
    response.write('only this', () => response.destroy())
  })

  const got = await objects.get('k')

  await expect(textOf(got)).rejects.toMatchObject({ code: 'unreachable' })
})

test('a body that nobody reads may be cut off without harm', async () => {
  const { promise: cutOff, resolve } = Promise.withResolvers<void>()
  const objects = await against((response) => {
    response.writeHead(200, { ...head, 'content-length': MIB })
    response.on('close', resolve).write('only this', () => response.destroy())
  })

  const got = await objects.get('k')
  await cutOff
  // The other end hears of it a little later.
  for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve))

  await expect(got.kind === 'object' && drained(got.body)).rejects.toMatchObject({
    code: 'unreachable',
  })
})

test('an object has the same time from a listing as from a header, which counts seconds', async () => {
  const objects = await against(
    (response) =>
      response.end(
        '<?xml version="1.0"?><ListBucketResult><IsTruncated>false</IsTruncated><Contents>' +
          '<Key>k</Key><Size>3</Size><ETag>"e1"</ETag>' +
          '<LastModified>2026-11-30T13:00:00.789Z</LastModified></Contents></ListBucketResult>',
      ),
    (response) => response.writeHead(200, { ...head, 'content-length': 3 }).end(),
  )

  const [listed] = (await objects.list('')).objects

  expect(listed?.writtenAtMs).toBe(Date.UTC(2026, 10, 30, 13))
  expect(await objects.about('k')).toMatchObject(listed ?? {})
})

test('an answer of all of an empty object to a part of it is out of range', async () => {
  const objects = await against((response) =>
    response.writeHead(200, { ...head, 'content-length': 0 }).end(),
  )

  expect(await objects.get('k', { fromByte: 0, toByte: 4 })).toEqual({
    kind: 'out-of-range',
    sizeBytes: 0,
  })
})

test('an object of somebody else without a type or metadata is bytes', async () => {
  const objects = await against((response) =>
    response.writeHead(200, { ...head, 'content-length': 3 }).end('abc'),
  )

  expect(await objects.get('k')).toMatchObject({
    about: { contentType: 'application/octet-stream', metadata: {}, etag: 'e1' },
  })
})

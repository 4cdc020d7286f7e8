import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ResponseError } from './response-head.ts'
import { ResponseParser, type HttpResponse } from './response-parser.ts'

interface Sent {
  method: string
  status: number
  headers: [string, string][]
  body: string
  chunks: number[] | undefined
}

const sent: fc.Arbitrary<Sent> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'HEAD'),
  status: fc.constantFrom(200, 201, 204, 302, 304, 404, 500),
  headers: fc.array(
    fc.tuple(fc.constantFrom('Set-Cookie', 'X-One', 'etag'), fc.constantFrom('a=1', 'b; c', '')),
  ),
  body: fc.string({ maxLength: 300, unit: 'grapheme' }),
  chunks: fc.option(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 8 }), {
    nil: undefined,
  }),
})

function hasBody({ method, status }: Sent): boolean {
  return method !== 'HEAD' && status !== 204 && status !== 304
}

function written(response: Sent): Buffer {
  const { status, headers, body, chunks } = response
  const head = [
    `HTTP/1.1 ${status} Whatever`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ]
  const bytes = Buffer.from(body)
  head.push(chunks === undefined ? `Content-Length: ${bytes.length}` : 'transfer-encoding: Chunked')
  const start = Buffer.from(`${head.join('\r\n')}\r\n\r\n`)
  if (!hasBody(response)) return start
  return Buffer.concat([start, chunks === undefined ? bytes : chunked(bytes, chunks)])
}

function chunked(body: Buffer, sizes: readonly number[]): Buffer {
  const parts: Buffer[] = []
  let from = 0
  for (const size of [...sizes, body.length]) {
    const part = body.subarray(from, from + size)
    from += part.length
    if (part.length > 0) {
      parts.push(Buffer.from(`${part.length.toString(16)};why=not\r\n`), part, Buffer.from('\r\n'))
    }
  }
  return Buffer.concat([...parts, Buffer.from('0\r\nX-Trailer: 1\r\n\r\n')])
}

function parse(bytes: Buffer, methods: readonly string[], cuts: readonly number[]): HttpResponse[] {
  const responses: HttpResponse[] = []
  const parser = new ResponseParser((response) => responses.push(response))
  for (const method of methods) parser.expect(method)
  const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length]
  const sorted = edges.toSorted((a, b) => a - b)
  for (const [index, edge] of sorted.entries()) {
    const next = sorted[index + 1]
    if (next !== undefined && next > edge) parser.push(Buffer.from(bytes.subarray(edge, next)))
  }
  return responses
}

function parseText(text: string, method = 'GET'): HttpResponse[] {
  return parse(Buffer.from(text), [method], [])
}

test('however the bytes are split, the same responses are read', () => {
  fc.assert(
    fc.property(fc.array(sent, { minLength: 1, maxLength: 5 }), fc.array(fc.nat()), (all, cuts) => {
      const bytes = Buffer.concat(all.map(written))
      const methods = all.map(({ method }) => method)

      const responses = parse(bytes, methods, cuts)

      expect(responses.map(({ status, body }) => [status, body.toString()])).toEqual(
        all.map((one) => [one.status, hasBody(one) ? one.body : '']),
      )
      expect(responses.map(({ headers }) => headers.get('set-cookie') ?? [])).toEqual(
        all.map(({ headers }) =>
          headers.flatMap(([name, value]) => (name === 'Set-Cookie' ? [value] : [])),
        ),
      )
    }),
  )
})

test('byte by byte is as good as all at once', () => {
  const text = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n'
  const everywhere = Array.from(text, (_, index) => index)

  const [response] = parse(Buffer.from(text), ['GET'], everywhere)

  expect(response?.body.toString()).toBe('abc')
})

test('an informational response is not the answer', () => {
  const text = 'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n'

  expect(parseText(text)).toMatchObject([{ status: 204 }])
})

test('a body without a length ends with the connection', () => {
  const responses: HttpResponse[] = []
  const parser = new ResponseParser((response) => responses.push(response))
  parser.expect('GET')

  parser.push(Buffer.from('HTTP/1.1 200 OK\r\n\r\nall of it'))
  expect(responses).toEqual([])
  parser.end()

  expect(responses[0]).toMatchObject({ keepsAlive: false })
  expect(responses[0]?.body.toString()).toBe('all of it')
})

test.each([
  ['HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', true],
  ['HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: Close\r\n\r\n', false],
  ['HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n', false],
  ['HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n', true],
])('whether the connection stays open is read from %j', (text, keepsAlive) => {
  expect(parseText(text)).toMatchObject([{ keepsAlive }])
})

test.each([
  ['SSH-2.0-OpenSSH_9.2\r\n', 'does not begin like'],
  ['HTTP/2 200\r\n\r\n', 'does not begin like'],
  ['HTTP/1.1 0200 OK\r\n\r\n', 'status line'],
  ['HTTP/1.1 101 Switching Protocols\r\n\r\n', 'switched protocols'],
  ['HTTP/1.1 200 OK\r\nno colon here\r\n\r\n', 'header'],
  ['HTTP/1.1 200 OK\r\nBad Name: x\r\n\r\n', 'header'],
  ['HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n', 'not one number'],
  ['HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 'not one number'],
  ['HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n', 'body of a response is over'],
  ['HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', 'both'],
  ['HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n', 'other than chunked'],
  ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n', 'size of a chunk'],
  ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n', 'longer than its size'],
  ['HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab', 'nobody asked for'],
  [`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`, 'head of a response'],
  [`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(70_000)}`, 'head of a response'],
])('%j is an error and not an answer', (text, reason) => {
  const parser = new ResponseParser(() => {})
  parser.expect('GET')

  expect(() => parser.push(Buffer.from(text))).toThrow(reason)
  expect(() => parseText(text)).toThrow(ResponseError)
})

test('a connection that ends in the middle of a response is an error', () => {
  for (const text of ['HTTP/1.1 200', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc']) {
    const parser = new ResponseParser(() => {})
    parser.expect('GET')
    parser.push(Buffer.from(text))

    expect(() => parser.end()).toThrow('in the middle of a response')
  }
})

test('a body in many chunks is read up to its limit and no further', () => {
  const parser = new ResponseParser(() => {})
  parser.expect('GET')
  parser.push(Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'))
  const chunk = Buffer.concat([
    Buffer.from('100000\r\n'),
    Buffer.alloc(0x100000),
    Buffer.from('\r\n'),
  ])
  for (let sentMiB = 0; sentMiB < 16; sentMiB++) parser.push(chunk)

  expect(() => parser.push(chunk)).toThrow('body of a response is over')
})

test('the limit is of one body, not of all bodies of a connection', () => {
  let answered = 0
  const parser = new ResponseParser(() => answered++)
  const half = Buffer.alloc(9 * 1024 * 1024)
  for (const method of ['GET', 'GET']) {
    parser.expect(method)
    parser.push(Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${half.length}\r\n\r\n`))
    parser.push(half)
  }

  expect(answered).toBe(2)
})

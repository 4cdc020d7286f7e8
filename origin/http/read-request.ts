/** What is read of a request, by the schemas of its route. Unknown fields are ignored, wrong ones named. */
import type { Context } from 'hono'
import type { z } from 'zod'
import { AppError } from '../../core/problem.ts'
import type { OriginEnv } from './route.ts'

export function readAs<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  whole: string,
): z.output<Schema> {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const field = issue?.path.join('.') || whole
  throw invalid(field, issue?.message ?? 'it is not what is expected here')
}

function invalid(field: string, reason: string, cause?: unknown): AppError {
  const message = `Something in this request is wrong: mend ${field}.`
  return new AppError('invalid-request', message, { field, reason }, { cause })
}

/** Of a body no more is read than may be there. */
export async function readJson(c: Context<OriginEnv>, maxBytes: number): Promise<unknown> {
  const text = await readText(c, maxBytes)
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    throw invalid('body', 'it is not JSON')
  }
}

async function readText(c: Context<OriginEnv>, maxBytes: number): Promise<string> {
  // Before the body is touched: one that nobody began to read is read away by the server, and the
  // connection can go on with another request.
  if (Number(c.req.header('Content-Length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
  const { body } = c.req.raw
  if (body === null) return ''
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  for await (const chunk of whole(body)) {
    sizeBytes += chunk.byteLength
    if (sizeBytes > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw invalid('body', 'it is not UTF-8')
  }
}

/** Whoever hangs up in the middle of it has made no fault of ours. */
async function* whole(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch (error) {
    throw invalid('body', 'it broke off', error)
  }
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('body-too-large', `A body is of ${maxBytes} bytes at most: send less.`)
}

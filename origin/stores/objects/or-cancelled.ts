import type { Body } from './objects.ts'

/** Whoever writes into a stream that nobody reads any more must hear of it, or would wait for ever. */
export async function orCancelled<Result>(
  body: Body,
  write: () => Promise<Result>,
): Promise<Result> {
  try {
    return await write()
  } catch (error) {
    if (body instanceof ReadableStream) await body.cancel(error).catch(() => undefined)
    throw error
  }
}

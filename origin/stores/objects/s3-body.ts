import { Readable } from 'node:stream'
import type { Source } from './measured-body.ts'

/** A server that hangs in the middle of a body; a reader that takes its time is none of this. */
const NEXT_BYTES_WITHIN_MS = 15_000

/** The bytes of an answer. */
export function answerBody(body: unknown): Source {
  if (!(body instanceof Readable)) throw new Error('The answer has no body that Node can read.')
  const chunks: AsyncIterator<unknown> = body[Symbol.asyncIterator]()
  return {
    async read() {
      const timer = setTimeout(() => body.destroy(new TimedOut()), NEXT_BYTES_WITHIN_MS)
      try {
        const { done, value } = await chunks.next()
        if (done === true) return undefined
        if (value instanceof Uint8Array) return value
        throw new Error('The answer has text where bytes should be.')
      } finally {
        clearTimeout(timer)
      }
    },
    async end() {
      // One that was read to its end gives its connection back; any other is torn down.
      if (!body.readableEnded) body.destroy()
    },
  }
}

class TimedOut extends Error {
  override readonly name = 'TimeoutError'
}

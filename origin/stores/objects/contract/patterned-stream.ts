/** Bodies that tell what they should be: made and checked piece by piece, never held whole. */
import { createHash } from 'node:crypto'

const CHUNK_BYTES = 64 * 1_024
export const MIB = 1_024 * 1_024

type Watch = {
  /** Before each piece; what it throws is how the stream fails. */
  readonly each?: (sentBytes: number) => void | Promise<void>
  readonly cancelled?: () => void
}

export type Patterned = { readonly stream: ReadableStream<Uint8Array>; digest(): string }

/** So many bytes, other ones for another seed. */
export function patterned(sizeBytes: number, seed: number, watch: Watch = {}): Patterned {
  const hash = createHash('sha256')
  let sentBytes = 0
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await watch.each?.(sentBytes)
        const chunk = new Uint8Array(Math.min(CHUNK_BYTES, sizeBytes - sentBytes))
        chunk.fill((sentBytes / CHUNK_BYTES + seed) % 251)
        if (chunk.byteLength === 0) return controller.close()
        sentBytes += chunk.byteLength
        hash.update(chunk)
        controller.enqueue(chunk)
      },
      cancel: () => watch.cancelled?.(),
    },
    { highWaterMark: 0 },
  )
  return { stream, digest: () => hash.digest('hex') }
}

export type Drained = { readonly sizeBytes: number; readonly digest: string }

export async function drained(
  body: ReadableStream<Uint8Array>,
  each: (readBytes: number) => void = () => undefined,
): Promise<Drained> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  for await (const chunk of body) {
    hash.update(chunk)
    sizeBytes += chunk.byteLength
    each(sizeBytes)
  }
  return { sizeBytes, digest: hash.digest('hex') }
}

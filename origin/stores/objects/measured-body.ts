/** Where the bytes of a body come from. `end` is safe to repeat, whether it was read to its end or not. */
export type Source = {
  /** The next ones, of which there are so many left; undefined is the end. */
  read(leftBytes: number): Promise<Uint8Array | undefined>
  end(): Promise<void>
}

/**
 * A body of exactly so many bytes. A file or a connection that ends early looks like the end of a
 * shorter object; whoever reads must hear of it, so the bytes are counted.
 */
export function measuredBody(
  source: Source,
  sizeBytes: number,
  failureOf: (error: unknown) => unknown,
): ReadableStream<Uint8Array> {
  let leftBytes = sizeBytes
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const chunk = leftBytes === 0 ? undefined : await source.read(leftBytes)
          if (chunk === undefined && leftBytes > 0) throw new CutOff(leftBytes)
          if (chunk !== undefined) {
            leftBytes -= chunk.byteLength
            if (leftBytes < 0) throw new Error('The body is longer than it should be.')
            controller.enqueue(chunk)
          }
          if (leftBytes === 0) {
            await source.end()
            controller.close()
          }
        } catch (error) {
          await source.end().catch(() => undefined)
          throw failureOf(error)
        }
      },
      cancel: () => source.end(),
    },
    { highWaterMark: 0 },
  )
}

export class CutOff extends Error {
  override readonly name = 'CutOff'

  constructor(leftBytes: number) {
    super(`The body ended ${leftBytes} bytes early.`)
  }
}

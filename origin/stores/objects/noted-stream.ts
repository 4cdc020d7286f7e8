/** A stream as it is, that remembers how it failed and can be stopped by whoever did not read it. */
export type Noted = {
  readonly stream: ReadableStream<Uint8Array>
  readonly failure: { readonly error: unknown } | undefined
  stop(reason: unknown): Promise<void>
}

export function noted(source: ReadableStream<Uint8Array>): Noted {
  const reader = source.getReader()
  let failure: Noted['failure']
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          failure = { error }
          throw error
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  return {
    stream,
    get failure() {
      return failure
    },
    stop: (reason) => reader.cancel(reason).catch(() => undefined),
  }
}

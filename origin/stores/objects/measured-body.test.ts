import { expect, test } from 'vitest'
import { measuredBody, type Source } from './measured-body.ts'

const same = (error: unknown) => error

/** Pieces of so many bytes each, and how often the source was ended. */
function sourceOf(...sizes: number[]): Source & { ended: number; asked: number } {
  return {
    ended: 0,
    asked: 0,
    async read() {
      this.asked += 1
      const size = sizes.shift()
      return size === undefined ? undefined : new Uint8Array(size)
    },
    async end() {
      this.ended += 1
    },
  }
}

test('a body of just its bytes is read to its end, and its source is let go', async () => {
  const source = sourceOf(3, 4)

  const bytes = await new Response(measuredBody(source, 7, same)).bytes()

  expect(bytes.byteLength).toBe(7)
  expect(source).toMatchObject({ asked: 2, ended: 1 })
})

test('nothing is read before somebody asks, and one that was never read is let go', async () => {
  const source = sourceOf(3)
  const body = measuredBody(source, 3, same)
  await new Promise((resolve) => setImmediate(resolve))

  expect(source).toMatchObject({ asked: 0, ended: 0 })
  await body.cancel()
  expect(source).toMatchObject({ asked: 0, ended: 1 })
})

test('a body of no bytes ends without a read', async () => {
  const source = sourceOf()

  expect((await new Response(measuredBody(source, 0, same)).bytes()).byteLength).toBe(0)
  expect(source).toMatchObject({ asked: 0, ended: 1 })
})

test.each([[[3]], [[3, 5]]])('pieces of %j bytes are not a body of seven', async (sizes) => {
  const source = sourceOf(...sizes)

  await expect(new Response(measuredBody(source, 7, same)).bytes()).rejects.toThrow('The body')

  expect(source.ended).toBe(1)
})

test('a read that fails is said in the words of the store', async () => {
  const source = { read: () => Promise.reject(new Error('reset')), end: () => Promise.resolve() }
  const failure = new Error('unreachable')

  const body = measuredBody(source, 7, () => failure)

  await expect(new Response(body).bytes()).rejects.toBe(failure)
})

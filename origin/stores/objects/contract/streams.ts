import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { opened, textOf, type MakePlace } from './place.ts'
import { drained, MIB, patterned } from './patterned-stream.ts'

const LARGE_BYTES = 64 * MIB
/** Some parts on their way, and what the client makes of them; far less than the body. */
const HELD_MAX_BYTES = 40 * MIB
const VERSIONS = 40
const SAMPLE_EVERY_BYTES = 4 * MIB

export function contractOfStreams(makePlace: MakePlace): void {
  test('64 MiB go up and down as a stream, are the same, and are never held whole', async () => {
    const objects = await opened(await makePlace())
    await objects.put('warm', 'x')
    const held = heldMemory()
    const body = patterned(LARGE_BYTES, 1, { each: held.sample })

    await objects.put('large', body.stream)
    const got = await objects.get('large')

    const read = got.kind === 'object' ? await drained(got.body, held.sample) : undefined
    expect(read).toEqual({ sizeBytes: LARGE_BYTES, digest: body.digest() })
    expect(held.mostBytes()).toBeLessThan(HELD_MAX_BYTES)
  })

  test.each([0, 20 * MIB])(
    'a stream that fails after %i bytes fails with its own error and leaves what was there',
    async (failAtBytes) => {
      const objects = await opened(await makePlace())
      await objects.put('old', 'kept')
      // As another server's failure would be: it must not be taken for the store's own.
      const failure = Object.assign(new Error('The source is gone.'), { code: 'ECONNRESET' })
      const failing = () =>
        patterned(40 * MIB, 2, {
          each: (sentBytes) => {
            if (sentBytes >= failAtBytes) throw failure
          },
        }).stream

      await expect(objects.put('old', failing())).rejects.toBe(failure)
      await expect(objects.put('new', failing())).rejects.toBe(failure)

      expect(await textOf(await objects.get('old'))).toBe('kept')
      expect((await objects.list('')).objects.map(({ key }) => key)).toEqual(['old'])
    },
  )

  test('a large stream keeps its condition', async () => {
    const objects = await opened(await makePlace())
    await objects.put('k', 'first')

    const refused = await objects.put('k', patterned(20 * MIB, 3).stream, {
      when: { absent: true },
    })
    const body = patterned(20 * MIB, 4)
    const written = await objects.put('large', body.stream, {
      when: { absent: true },
      contentType: 'application/x-ndjson',
      metadata: { part: '1' },
    })

    expect([refused.kind, written.kind]).toEqual(['not-so', 'put'])
    expect(await textOf(await objects.get('k'))).toBe('first')
    const got = await objects.get('large')
    expect(got).toMatchObject({
      about: { contentType: 'application/x-ndjson', metadata: { part: '1' } },
    })
    const read = got.kind === 'object' ? await drained(got.body) : undefined
    expect(read).toEqual({ sizeBytes: 20 * MIB, digest: body.digest() })
  })

  test('bytes in memory of more than one part are put whole', async () => {
    const objects = await opened(await makePlace())
    const bytes = new Uint8Array(17 * MIB).map((_, index) => (index >> 12) % 251)

    await objects.put('bytes', bytes)

    const got = await objects.get('bytes')
    const read = got.kind === 'object' ? await new Response(got.body).bytes() : undefined
    expect(read !== undefined && Buffer.compare(read, bytes)).toBe(0)
  })

  test('a reader reads one version to its end, though it is replaced and removed meanwhile', async () => {
    const objects = await opened(await makePlace())
    const first = patterned(16 * MIB, 5)
    await objects.put('k', first.stream)
    const got = await objects.get('k')

    await objects.put('k', patterned(3 * MIB, 6).stream)
    await objects.remove('k')

    const read = got.kind === 'object' ? await drained(got.body) : undefined
    expect(read).toEqual({ sizeBytes: 16 * MIB, digest: first.digest() })
  })

  test('while one is replaced again and again, each read is one version of it', async () => {
    const objects = await opened(await makePlace())
    await objects.put('k', versionOf(0))
    const written = { versions: 1 }
    const writing = async () => {
      for (; written.versions < VERSIONS; written.versions += 1) {
        await objects.put('k', versionOf(written.versions))
      }
    }
    const reading = async () => {
      while (written.versions < VERSIONS) {
        const got = await objects.get('k')
        if (got.kind !== 'object') throw new Error(`It is not there: ${got.kind}.`)
        const bytes = await new Response(got.body).bytes()
        expect(Buffer.compare(bytes, versionOf(bytes[0] ?? -1))).toBe(0)
        expect(bytes.byteLength).toBe(got.about.sizeBytes)
      }
    }

    await Promise.all([writing(), reading(), reading(), reading()])
  })

  test('bodies that nobody reads are cancelled without harm', async () => {
    const objects = await opened(await makePlace())
    await objects.put('k', Buffer.alloc(2 * MIB))

    for (let turn = 0; turn < 300; turn += 1) {
      const got = await objects.get('k')
      if (got.kind === 'object') await got.body.cancel()
    }

    expect(await objects.about('k')).toMatchObject({ sizeBytes: 2 * MIB })
  })
}

/** Each is of one number throughout, and has a length of its own. */
function versionOf(version: number): Buffer {
  return Buffer.alloc(MIB + version * 1_000, version)
}

/** What is still reachable after a full collection, so that a lazy collector proves nothing. */
function heldMemory(): { sample(this: void, atBytes: number): void; mostBytes(): number } {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  const now = () => {
    // Twice: the memory behind buffers goes only after the buffers have.
    for (let turn = 0; turn < 2; turn += 1) if (typeof collect === 'function') collect()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
  const before = now()
  let most = 0
  let nextAtBytes = 0
  return {
    sample(atBytes) {
      if (atBytes < nextAtBytes) return
      nextAtBytes = atBytes + SAMPLE_EVERY_BYTES
      most = Math.max(most, now() - before)
    },
    mostBytes: () => most,
  }
}

import { expect, test } from 'vitest'
import { opened, textOf, type MakePlace } from './place.ts'
import type { Got, Put } from '../objects.ts'

const AT_ONCE = 20

export function contractOfPuts(makePlace: MakePlace): void {
  test('text, bytes and a stream come back as they were put', async () => {
    const objects = await opened(await makePlace())

    await objects.put('text', '서울 공연')
    await objects.put('bytes', new Uint8Array([0, 255, 13, 10]))
    await objects.put('stream', new Blob(['one,', 'two']).stream())

    expect(await textOf(await objects.get('text'))).toBe('서울 공연')
    const bytes = await objects.get('bytes')
    expect(bytes.kind === 'object' && (await new Response(bytes.body).bytes())).toEqual(
      new Uint8Array([0, 255, 13, 10]),
    )
    expect(await textOf(await objects.get('stream'))).toBe('one,two')
  })

  test('an empty body is an object of no bytes, put as a stream too', async () => {
    const objects = await opened(await makePlace())

    await objects.put('none', '')
    await objects.put('none-streamed', new Blob([]).stream())

    expect(await textOf(await objects.get('none'))).toBe('')
    expect(await textOf(await objects.get('none-streamed'))).toBe('')
    expect(await objects.about('none')).toMatchObject({ sizeBytes: 0 })
    expect(await objects.get('none', { fromByte: 0 })).toEqual({
      kind: 'out-of-range',
      sizeBytes: 0,
    })
  })

  test('what is known of an object is the same from put, get, about and a list', async () => {
    const objects = await opened(await makePlace())
    const startMs = Date.now()
    const metadata = { 'order-id': 'no. 7,  "two"  spaces', a: '~' }

    const put = await objects.put('k', '12345', {
      contentType: 'text/csv; header=present',
      metadata,
    })

    const about = await objects.about('k')
    expect(about).toMatchObject({ key: 'k', sizeBytes: 5, contentType: 'text/csv; header=present' })
    expect(about?.metadata).toEqual(metadata)
    expect(put).toEqual({ kind: 'put', etag: about?.etag })
    expect(about?.etag).toMatch(/^[^"]+$/)
    expect(Math.abs((about?.writtenAtMs ?? 0) - startMs)).toBeLessThan(60_000)
    const got = await objects.get('k')
    expect(got.kind === 'object' && got.about).toEqual(about)
    expect(await textOf(got)).toBe('12345')
    const { key, sizeBytes, etag, writtenAtMs } = about ?? {}
    expect((await objects.list('')).objects).toEqual([{ key, sizeBytes, etag, writtenAtMs }])
  })

  test('without a type it is bytes, and a new body has nothing of the old metadata', async () => {
    const objects = await opened(await makePlace())

    const first = await objects.put('k', 'one', { contentType: 'text/plain', metadata: { a: '1' } })
    const second = await objects.put('k', 'two')

    expect(first).not.toEqual(second)
    expect(await objects.about('k')).toMatchObject({
      contentType: 'application/octet-stream',
      metadata: {},
    })
    expect(await textOf(await objects.get('k'))).toBe('two')
  })

  test('what was removed is not there, and may be removed again', async () => {
    const objects = await opened(await makePlace())
    await objects.put('folder/k', 'x')

    await objects.remove('folder/k')
    await objects.remove('folder/k')
    await objects.remove('never-there')

    expect(await objects.get('folder/k')).toEqual({ kind: 'none' })
    expect(await objects.about('folder/k')).toBeUndefined()
    expect((await objects.list('')).objects).toEqual([])
  })

  test.each([
    [{ fromByte: 0 }, '0123456789'],
    [{ fromByte: 0, toByte: 0 }, '0'],
    [{ fromByte: 2, toByte: 5 }, '2345'],
    [{ fromByte: 9 }, '9'],
    [{ fromByte: 9, toByte: 9 }, '9'],
    [{ fromByte: 7, toByte: 1_000 }, '789'],
    [{ fromByte: 10 }, '(out-of-range)'],
    [{ fromByte: 10, toByte: 12 }, '(out-of-range)'],
  ])('of ten bytes, %o is %s', async (range, expected) => {
    const objects = await opened(await makePlace())
    await objects.put('ten', '0123456789')

    const got: Got = await objects.get('ten', range)

    expect(sizeOf(got)).toBe(10)
    expect(await textOf(got)).toBe(expected)
    expect(await objects.get('no-such', range)).toEqual({ kind: 'none' })
  })

  test('a put where there must be none is refused over one that is there', async () => {
    const objects = await opened(await makePlace())

    const first = await objects.put('k', 'first', { when: { absent: true } })
    const second = await objects.put('k', 'second', { when: { absent: true } })
    await objects.remove('k')
    const third = await objects.put('k', 'third', { when: { absent: true } })

    expect([first.kind, second.kind, third.kind]).toEqual(['put', 'not-so', 'put'])
    expect(await textOf(await objects.get('k'))).toBe('third')
  })

  test('a put over the one that was seen is refused over any other, and where there is none', async () => {
    const objects = await opened(await makePlace())
    const etag = etagOf(await objects.put('k', 'first'))

    const over = await objects.put('k', 'second', { when: { etag } })
    const again = await objects.put('k', 'third', { when: { etag } })
    const none = await objects.put('none', 'x', { when: { etag } })

    expect([over.kind, again.kind, none.kind]).toEqual(['put', 'not-so', 'not-so'])
    expect(await textOf(await objects.get('k'))).toBe('second')
    expect(await objects.about('none')).toBeUndefined()
  })

  test('of twenty puts at once with one condition exactly one is written', async () => {
    const place = await makePlace()
    const stores = [await opened(place), await opened(place)]
    const objects = await opened(place)
    const etag = etagOf(await objects.put('seen', 'before'))
    for (const [key, when] of [
      ['new', { absent: true }],
      ['seen', { etag }],
    ] as const) {
      const puts = await Promise.all(
        Array.from({ length: AT_ONCE }, async (_, number) => {
          const store = stores[number % stores.length] ?? objects
          // Half of them as streams: the condition holds on each way of writing.
          const body = number % 4 < 2 ? `body ${number}` : new Blob([`body ${number}`]).stream()
          return { number, put: await store.put(key, body, { when }) }
        }),
      )

      const written = puts.filter(({ put }) => put.kind === 'put')
      expect(written).toHaveLength(1)
      expect(await textOf(await objects.get(key))).toBe(`body ${written[0]?.number}`)
    }
  })

  test('all of it is there after a restart', async () => {
    const place = await makePlace()
    const before = await place.open()
    await before.put('a/b', 'kept', { metadata: { n: '1' } })
    const about = await before.about('a/b')
    await before.close()

    const after = await opened(place)

    expect(await after.about('a/b')).toEqual(about)
    expect(await textOf(await after.get('a/b'))).toBe('kept')
    await after.ping()
  })
}

function sizeOf(got: Got): number | undefined {
  if (got.kind === 'none') return undefined
  return got.kind === 'object' ? got.about.sizeBytes : got.sizeBytes
}

function etagOf(put: Put): string {
  if (put.kind !== 'put') throw new Error(`Nothing was written: ${put.kind}.`)
  return put.etag
}

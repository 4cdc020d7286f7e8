import { expect, test } from 'vitest'
import { opened, type MakePlace } from './place.ts'
import { METADATA_MAX_BYTES } from '../objects.ts'
import { patterned } from './patterned-stream.ts'

export function contractOfWrongs(makePlace: MakePlace): void {
  test('what no adapter takes is refused, nothing is written, and the stream is told', async () => {
    const objects = await opened(await makePlace())
    const refused = expect.objectContaining({ code: 'bad-request' })
    let cancelled = false
    const body = patterned(1_000, 1, { cancelled: () => (cancelled = true) }).stream

    await expect(objects.put('../out', body)).rejects.toEqual(refused)
    await expect(objects.put('a//b', 'x')).rejects.toEqual(refused)
    await expect(objects.get('/a')).rejects.toEqual(refused)
    await expect(objects.about('a\\b')).rejects.toEqual(refused)
    await expect(objects.remove('a\0')).rejects.toEqual(refused)
    await expect(objects.list('../')).rejects.toEqual(refused)
    await expect(objects.list('', { limit: 1_001 })).rejects.toEqual(refused)
    await expect(objects.list('', { after: '/' })).rejects.toEqual(refused)
    await expect(objects.get('a', { fromByte: -1 })).rejects.toEqual(refused)
    await expect(objects.put('a', 'x', { metadata: { 'A b': '1' } })).rejects.toEqual(refused)
    await expect(objects.put('a', 'x', { metadata: { a: '값' } })).rejects.toEqual(refused)
    await expect(objects.put('a', 'x', { contentType: 'a\r\nb' })).rejects.toEqual(refused)
    const long = 'x'.repeat(METADATA_MAX_BYTES)
    await expect(objects.put('a', 'x', { metadata: { n: long } })).rejects.toEqual(refused)

    expect(cancelled).toBe(true)
    expect((await objects.list('')).objects).toEqual([])
  })

  test('metadata of the greatest size and the longest key are taken', async () => {
    const objects = await opened(await makePlace())
    const key = `${'가'.repeat(66)}/${'b'.repeat(200)}/${'c'.repeat(112)}`
    const metadata = { n: 'x'.repeat(METADATA_MAX_BYTES - 1) }

    await objects.put(key, 'one', { metadata })
    await objects.put(key, 'two', { metadata })

    expect(await objects.about(key)).toMatchObject({ key, metadata })
    expect((await objects.list('')).objects).toMatchObject([{ key }])
  })

  test('after it was closed everything says so, and closing again is fine', async () => {
    const place = await makePlace()
    const objects = await place.open()
    await objects.put('a', 'x')

    await objects.close()
    await objects.close()

    const closed = expect.objectContaining({ code: 'closed' })
    await expect(objects.put('a', 'x')).rejects.toEqual(closed)
    await expect(objects.get('a')).rejects.toEqual(closed)
    await expect(objects.about('a')).rejects.toEqual(closed)
    await expect(objects.list('')).rejects.toEqual(closed)
    await expect(objects.remove('a')).rejects.toEqual(closed)
    await expect(objects.ping()).rejects.toEqual(closed)
  })
}

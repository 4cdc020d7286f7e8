import { expect, test } from 'vitest'
import { opened, type MakePlace } from './place.ts'
import type { Objects } from '../objects.ts'

const MANY = 2_500
const AT_ONCE = 50

export function contractOfLists(makePlace: MakePlace): void {
  test('2,500 keys come in pages, each once and in the order of their bytes', async () => {
    const objects = await opened(await makePlace())
    const keys = Array.from(
      { length: MANY },
      (_, n) => `sales/${n % 7}/가${n}-${(n * 7_919) % MANY}`,
    )
    await putAll(objects, keys)
    await putAll(
      objects,
      ['sales', 'sales-x', 'salesx', 'saler'].map((key) => `other/${key}`),
    )

    const pages = await pagesOf(objects, 'sales/')

    expect(pages.map((page) => page.length)).toEqual([1_000, 1_000, 500])
    expect(pages.flat()).toEqual(inBytes(keys))
    expect((await pagesOf(objects, 'sales/3/', 100)).flat()).toEqual(
      inBytes(keys.filter((key) => key.startsWith('sales/3/'))),
    )
  }, 120_000)

  test('the order is that of the bytes, whatever script and wherever a folder begins', async () => {
    const objects = await opened(await makePlace())
    const keys = ['a', 'a-b', 'a.b', 'a0', 'a_', 'c-d', 'c.f', 'c/e', 'c/e-', 'c0', 'c-/x', 'c-/-']
    // In UTF-16 the first of these would come before the second, and capitals are not what they seem.
    keys.push('n/𠀀', 'n/Ａ', 'n/é', 'n/가', 'n/나', 'n/Z', 'n/a', '가/1', '=:@', '-', '_')
    await putAll(objects, keys)

    for (const limit of [1, 2, 5, 1_000]) {
      expect((await pagesOf(objects, '', limit)).flat()).toEqual(inBytes(keys))
    }
  })

  test('a prefix may be any beginning of a key', async () => {
    const objects = await opened(await makePlace())
    await putAll(objects, ['p/one', 'p/one-2', 'p/on/x', 'p/two', 'q', 'p-1', '서울/공연'])
    const found = async (prefix: string) => (await pagesOf(objects, prefix)).flat()

    expect(await found('p/')).toEqual(['p/on/x', 'p/one', 'p/one-2', 'p/two'])
    expect(await found('p/on')).toEqual(['p/on/x', 'p/one', 'p/one-2'])
    expect(await found('p/on/')).toEqual(['p/on/x'])
    expect(await found('p/one')).toEqual(['p/one', 'p/one-2'])
    expect(await found('p')).toEqual(['p-1', 'p/on/x', 'p/one', 'p/one-2', 'p/two'])
    expect(await found('서')).toEqual(['서울/공연'])
    expect(await found('p/one-2')).toEqual(['p/one-2'])
    expect(await found('p/one-22')).toEqual([])
    expect(await found('no/such/folder/')).toEqual([])
  })

  test('a list goes on after any key, there or not', async () => {
    const objects = await opened(await makePlace())
    await putAll(objects, ['a', 'b/1', 'b/2', 'c'])
    const after = async (key: string, prefix = '') =>
      (await objects.list(prefix, { after: key })).objects.map((about) => about.key)

    expect(await after('b/1')).toEqual(['b/2', 'c'])
    expect(await after('b/11')).toEqual(['b/2', 'c'])
    expect(await after('b')).toEqual(['b/1', 'b/2', 'c'])
    expect(await after('a', 'b/')).toEqual(['b/1', 'b/2'])
    expect(await after('c', 'b/')).toEqual([])
    expect(await objects.list('', { limit: 4 })).toMatchObject({ next: undefined })
    expect(await objects.list('', { limit: 3 })).toMatchObject({ next: 'b/2' })
  })
}

async function putAll(objects: Objects, keys: readonly string[]): Promise<void> {
  const left = [...keys]
  const take = async () => {
    for (let key = left.pop(); key !== undefined; key = left.pop()) await objects.put(key, key)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, take))
}

async function pagesOf(objects: Objects, prefix: string, limit?: number): Promise<string[][]> {
  const pages: string[][] = []
  let after: string | undefined
  do {
    const options = { ...(after && { after }), ...(limit && { limit }) }
    const { objects: page, next } = await objects.list(prefix, options)
    pages.push(page.map(({ key }) => key))
    after = next
  } while (after !== undefined)
  return pages
}

function inBytes(keys: readonly string[]): string[] {
  return keys.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
}

import { afterEach, describe, expect, test, vi } from 'vitest'
import { said } from '../fixtures.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const api = '/operate/api'

describe('a record', () => {
  const pages: [number, unknown][] = [
    [200, { header: 'at,what', lines: ['1,a', '2,b'], next: 'n2' }],
    [200, { header: 'at,what', lines: ['3,c'] }],
  ]

  test('is exported whole, with its header once', async () => {
    const { out, heard } = await said('export demo', pages)

    expect(out).toBe('at,what\n1,a\n2,b\n3,c')
    expect(heard[1]?.path).toBe(`${api}/rooms/demo/record?from=n2`)
  })

  test('is written to a file', async () => {
    const written: string[][] = []

    const { out } = await said('export demo --out sale.csv', pages, {
      write: (path, text) => written.push([path, text]),
    })

    expect(out).toBe('3 lines are in sale.csv.')
    expect(written).toEqual([['/here/sale.csv', 'at,what\n1,a\n2,b\n3,c\n']])
  })
})

import { expect, test } from 'vitest'
import { weightOf, type Loaded } from './weight.ts'

const ORIGIN = 'http://localhost:8787'

function file(path: string, encodedBodySize: number, decodedBodySize: number): Loaded[number] {
  return { name: ORIGIN + path, entryType: 'resource', encodedBodySize, decodedBodySize }
}

const page: Loaded[number] = { ...file('/rooms/demo', 2_600, 9_000), entryType: 'navigation' }

test('a page weighs what its HTML, styles and scripts were on the wire', () => {
  const loaded = [
    page,
    file('/rooms/-/styles/room.css?v=1', 2_800, 10_000),
    file('/rooms/demo/look.css?v=2', 300, 900),
    file('/rooms/-/scripts/room.ko.js?v=1', 27_000, 78_000),
    file('/rooms/-/scripts/timer-worker.js', 103, 87),
  ]

  expect(weightOf(loaded)).toEqual({
    htmlBytes: 2_600,
    stylesBytes: 3_100,
    scriptsBytes: 27_103,
    allBytes: 32_803,
    picturesBytes: 0,
    files: 5,
  })
})

test('pictures are apart, and what is asked of the room is no part of the page', () => {
  const loaded = [
    page,
    file('/rooms/-/demo-winter-night.svg', 660, 1_300),
    file('/rooms/demo/status?protocol=1', 400, 900),
  ]

  expect(weightOf(loaded)).toMatchObject({ allBytes: 2_600, picturesBytes: 660, files: 1 })
})

test('what came uncompressed is not weighed as if it were the page of production', () => {
  const loaded = [page, file('/rooms/-/styles/room.css?v=1', 10_000, 10_000)]

  expect(() => weightOf(loaded)).toThrow('room.css?v=1 came uncompressed')
})

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bitsFromText } from '../bits-text.ts'
import { offsetsOf } from '../bits.ts'
import { lives, segmentWith, START_MS, withGrants } from '../fixtures.ts'
import { advance } from './advance.ts'
import { fansSeen } from './arrivals.ts'
import { leave } from './claims.ts'
import { documentOf, isLater, segmentDocument } from './document.ts'
import { movePlace } from './places.ts'
import { defaultTerms, openSegment } from './segment.ts'

const offsets = (text: string) => offsetsOf(bitsFromText(40, text) ?? { span: 0, words: [] })

describe('a segment’s document', () => {
  test('says of everybody who they are, and in which span', () => {
    const nowMs = START_MS + defaultTerms.offerMs
    let segment = withGrants(segmentWith([1, 2, 3]), 1, START_MS)
    segment = fansSeen(advance(segment, nowMs).segment, [2, 3, 5], nowMs, nowMs).segment
    segment = withGrants(leave(segment, 3, nowMs).segment, 1, nowMs)

    const document = documentOf(segment, nowMs)

    expect(document).toMatchObject({ lane: 'a', first: 0, span: 40, asOfMs: nowMs })
    expect(offsets(document.present)).toEqual([5])
    expect(offsets(document.offered)).toEqual([2])
    expect(offsets(document.gone)).toEqual([3])
    expect(offsets(document.lapsed)).toEqual([1])
    expect(document).not.toHaveProperty('moved')
  })

  test('counts its offsets from the first position of its segment', () => {
    const document = documentOf(segmentWith([42], 1), START_MS)

    expect(document.first).toBe(40)
    expect(offsets(document.present)).toEqual([2])
  })

  test('R5: lists the places that moved, so that an old token is known everywhere', () => {
    const once = movePlace(segmentWith([1]), 9, 0, START_MS).segment
    const twice = movePlace(once, 9, 1, START_MS).segment

    expect(documentOf(twice, START_MS).moved).toEqual([[9, 2]])
  })

  test('is what its own schema says, its bitmaps apart, and newer with every change', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const documents = life.map((segment) => documentOf(segment, START_MS))
        for (const [at, document] of documents.entries()) {
          const { present, offered, gone, lapsed } = document
          const all = [present, offered, gone, lapsed].flatMap(offsets)
          expect(segmentDocument.parse(document)).toEqual(document)
          expect(new Set(all).size).toBe(all.length)
          const before = documents[at - 1]
          const unchanged = JSON.stringify(before) === JSON.stringify(document)
          expect(before === undefined || unchanged || isLater(document, before)).toBe(true)
        }
      }),
    )
  })

  test('of a young segment is small, and of a full one at most 1.5 KB', () => {
    const all = Array.from({ length: 2_048 }, (_, offset) => offset)
    const name = { epoch: 'epoch-a', lane: 'general', index: 7 }
    const empty = openSegment(name, START_MS)
    const positions = all.map((offset) => offset + 7 * 2_048)

    const full = withGrants(fansSeen(empty, positions, START_MS, START_MS).segment, 999, START_MS)

    expect(JSON.stringify(documentOf(empty, START_MS)).length).toBeLessThan(200)
    expect(JSON.stringify(documentOf(full, START_MS)).length).toBeLessThan(1_500)
  })
})

const version = (boot: number, sequence: number, epoch = 'epoch-a') => ({
  epoch,
  version: [boot, sequence] as [number, number],
})

describe('of two documents', () => {
  test.each([
    ['the higher sequence of one life', version(2, 5), version(2, 4), true],
    ['a later life, whatever its sequence', version(3, 0), version(2, 9), true],
    ['an earlier life', version(2, 9), version(3, 0), false],
    ['the same', version(2, 4), version(2, 4), false],
    ['another epoch, whatever its numbers', version(9, 9, 'epoch-b'), version(1, 1), false],
  ])('%s is the later: %#', (_, a, b, later) => {
    expect(isLater(a, b)).toBe(later)
  })
})

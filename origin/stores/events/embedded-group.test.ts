import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EmbeddedFile } from './embedded-file.ts'
import { EmbeddedGroup, type Turn } from './embedded-group.ts'
import { EmbeddedMessages } from './embedded-messages.ts'

const SESSION_MS = 1_000
const NOBODY_BUSY: ReadonlySet<number> = new Set()

let folder = ''
let file: EmbeddedFile
let messages: EmbeddedMessages
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'group-'))
  file = await EmbeddedFile.open(folder)
  messages = new EmbeddedMessages(file)
  messages.ensure([{ name: 't', partitions: 2 }])
})
afterEach(() => {
  file.close()
  rmSync(folder, { recursive: true, force: true })
})

function joined(nowMs: number, from: 'earliest' | 'latest' = 'earliest') {
  const group = new EmbeddedGroup(file, 'g', ['t'], SESSION_MS)
  group.join(from, nowMs)
  const held = new Map<number, number>()
  const turn = (nowMs: number, busy = NOBODY_BUSY): Turn => {
    const turn = group.turn(held, busy, nowMs)
    for (const place of [...turn.lost, ...turn.due.filter((one) => !busy.has(one))])
      held.delete(place)
    for (const { place, generation } of turn.taken) held.set(place, generation)
    return turn
  }
  return { group, held, turn }
}

describe('a member of an embedded group', () => {
  test('that is alone has everything', () => {
    const only = joined(0)

    const turn = only.turn(0)

    expect(turn.taken.map(({ topic, partition, from }) => [topic, partition, from])).toEqual([
      ['t', 0, 0],
      ['t', 1, 0],
    ])
    expect(turn.complete).toBe(true)
    expect(only.group.isAsShared(only.held, 0)).toBe(true)
  })

  test('gives away what is another’s part, but not while its handler runs', () => {
    const first = joined(0)
    first.turn(0)
    const second = joined(10)
    expect(second.turn(10)).toMatchObject({ taken: [], complete: false })
    expect(first.group.isAsShared(first.held, 10)).toBe(false)

    const [due] = first.turn(20, new Set(first.held.keys())).due
    expect(second.turn(20).complete).toBe(false)
    first.turn(30)

    expect(second.turn(30).taken.map(({ place }) => place)).toEqual([due])
    expect(second.turn(40)).toMatchObject({ taken: [], complete: true })
    expect([first.held.size, second.held.size]).toEqual([1, 1])
  })

  test('that was silent for too long has lost its part, and can settle nothing of it', () => {
    const silent = joined(0)
    silent.turn(0)
    const other = joined(500)
    const [place = 0] = silent.held.keys()
    const generation = silent.held.get(place) ?? 0
    expect(silent.group.settle(place, generation, 1)).toBe(true)

    const taken = other.turn(SESSION_MS + 1).taken

    expect(taken.map(({ from }) => from)).toEqual([1, 0])
    expect(silent.group.settle(place, generation, 5)).toBe(false)
    expect(silent.turn(SESSION_MS + 2).lost).toHaveLength(2)
  })

  test('that lost a place and took it again cannot settle what it did before', () => {
    const silent = joined(0)
    silent.turn(0)
    const [place = 0] = silent.held.keys()
    const generation = silent.held.get(place) ?? 0
    const other = joined(SESSION_MS + 1)
    other.turn(SESSION_MS + 1)
    other.group.leave()

    const again = silent.turn(SESSION_MS + 2)

    expect(again.lost).toHaveLength(2)
    expect(silent.group.settle(place, generation, 5)).toBe(false)
  })

  test('that died before the clock was set back keeps nothing until that time comes again', () => {
    const hourMs = 3_600_000
    joined(hourMs).turn(hourMs)

    const other = joined(0)

    expect(other.turn(0).taken).toHaveLength(2)
  })

  test('that lives while the clock is set back is one of two, and does not take all again', () => {
    const hourMs = 3_600_000
    const one = joined(hourMs)
    one.turn(hourMs)
    const other = joined(0)
    other.turn(0)

    for (const nowMs of [1, 2, 3]) for (const { turn } of [one, other]) turn(nowMs)

    expect([one.held.size, other.held.size]).toEqual([1, 1])
  })

  test('that leaves hands over at once', () => {
    const first = joined(0)
    first.turn(0)
    const second = joined(0)
    first.turn(1)
    second.turn(1)

    first.group.leave()

    expect(second.turn(2).taken).toHaveLength(1)
    expect(second.held.size).toBe(2)
  })

  test('hears partitions that are added from their beginning, wherever the group began', () => {
    messages.append('t', [{ key: 'k', value: 'before' }], 0)
    const only = joined(0, 'latest')
    expect(only.turn(0).taken.reduce((sum, { from }) => sum + from, 0)).toBe(1)

    messages.ensure([{ name: 't', partitions: 3 }])

    expect(only.turn(1).taken).toMatchObject([{ partition: 2, from: 0 }])
  })
})

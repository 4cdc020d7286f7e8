import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { segmentDocument } from '../../core/queue/segment/document.ts'
import type { GrantTotal } from '../../core/queue/segment/slots.ts'
import { crash, fillDisk, freeDisk, roomOf, until } from '../fixtures.ts'
import type { SegmentOpening } from './messages.ts'
import { segmentStub } from './stubs.ts'

let made = 0

/** A segment of its own for each test, of a life of the room that nobody else speaks for. */
async function openingWith(
  changes: Partial<SegmentOpening['terms']> = {},
): Promise<SegmentOpening> {
  made += 1
  const terms = { offerMs: 60_000, sessionMs: 600_000, tokenMs: 60_000, ...changes }
  return {
    room: await roomOf('full'),
    epoch: `test-${made}`,
    lane: 'general',
    index: 0,
    span: 64,
    terms,
  }
}

const holder = (position: number) => ({ position, generation: 0 })

function totalOf(
  { epoch }: SegmentOpening,
  granted: number,
  changes: Partial<GrantTotal> = {},
): GrantTotal {
  const validUntilMs = Date.now() + 10_000
  return { epoch, granted, validUntilMs, float: false, ask: 0, revocationsHeard: 0, ...changes }
}

const documentOf = (epoch: string) =>
  JSON.stringify({ epoch, asOfMs: 0, news: [], lanes: [], waits: { lanes: {} } })

/** Positions below `fans` have joined, and so many slots were granted. */
async function segmentWith(opening: SegmentOpening, fans: number, granted: number) {
  // A stub does not outlive its object's death: each call has its own.
  const segment = () => segmentStub(env, opening)
  await segment().hearNumbers(opening, { used: [{ from: 0, to: fans }], unused: [] })
  const grant = (slots: number, changes?: Partial<GrantTotal>) =>
    segment().grant(opening, totalOf(opening, slots, changes), documentOf(opening.epoch))
  return { segment, grant, report: await grant(granted) }
}

describe('grants', () => {
  test('R1: the same total again, or an older one, grants nothing more', async () => {
    const opening = await openingWith()
    const { segment, grant } = await segmentWith(opening, 8, 3)

    await grant(3)
    const late = await grant(1)
    const again = await grant(3)

    expect([late, again].map(({ granted, counts }) => [granted, counts.offered])).toEqual([
      [3, 3],
      [3, 3],
    ])
    expect((await segment().claim(opening, holder(3))).kind).toBe('not-yet')
  })

  test('R3, R4: go to the lowest present fans, and what nobody can use comes back at once', async () => {
    const opening = await openingWith()
    const { segment, grant } = await segmentWith(opening, 2, 1)

    const report = await grant(4)

    expect(report).toMatchObject({ granted: 4, returned: 2, counts: { offered: 2, waiting: 0 } })
    expect((await segment().claim(opening, holder(0))).kind).toBe('admitted')
  })

  test('of another life of the room are none', async () => {
    const opening = await openingWith()
    const { grant } = await segmentWith(opening, 2, 0)

    const report = await grant(2, { epoch: 'another' })

    expect(report).toMatchObject({ granted: 0, counts: { offered: 0 } })
  })

  test('R1: are not offered when that could not be stored, and are when it can', async () => {
    const opening = await openingWith()
    const { segment, grant } = await segmentWith(opening, 2, 0)
    await fillDisk(segment())

    await expect((async () => grant(1))()).rejects.toThrow('disk full')
    const refused = (await segment().claim(opening, holder(0))).kind
    await freeDisk(segment())
    const report = await grant(1)

    expect(refused).toBe('not-yet')
    expect(report).toMatchObject({ granted: 1, counts: { offered: 1 } })
  })
})

describe('a segment that dies', () => {
  test('R1, R5: knows its turns and sessions again, and slots are neither lost nor made', async () => {
    const opening = await openingWith()
    const { segment, grant } = await segmentWith(opening, 4, 2)
    const first = await segment().claim(opening, holder(0))

    await crash(segment())
    const again = await segment().claim(opening, holder(0))
    const second = await segment().claim(opening, holder(1))
    const report = await grant(2)

    expect(first).toMatchObject({ kind: 'admitted', again: false })
    expect(again).toMatchObject({ kind: 'admitted', again: true })
    expect(first.kind === 'admitted' && again.kind === 'admitted' && again.session.sessionId).toBe(
      first.kind === 'admitted' && first.session.sessionId,
    )
    expect(second.kind).toBe('admitted')
    expect(report).toMatchObject({ granted: 2, returned: 0, counts: { inside: 2, waiting: 2 } })
  })

  test('R3: has its front again, in order, though no connection is left', async () => {
    const opening = await openingWith()
    const { segment, grant } = await segmentWith(opening, 3, 0)

    await crash(segment())
    await grant(1)

    expect((await segment().claim(opening, holder(1))).kind).toBe('not-yet')
    expect((await segment().claim(opening, holder(0))).kind).toBe('admitted')
  })

  test('R6: says so: what it says afterwards is later than all it said before', async () => {
    const opening = await openingWith()
    const { segment } = await segmentWith(opening, 3, 1)
    const versionOf = async () =>
      segmentDocument.parse(JSON.parse(await segment().document(opening))).version
    const before = await versionOf()

    await crash(segment())
    const once = await versionOf()
    await crash(segment())

    expect([before[0], once[0], (await versionOf())[0]]).toEqual([1, 2, 3])
  })

  test('R4: settles by the first call what came due while it was dead: no alarm is needed', async () => {
    const opening = await openingWith({ offerMs: 300 })
    const { segment, grant } = await segmentWith(opening, 2, 1)
    await crash(segment())
    // The alarm is late by hours.
    await runInDurableObject(segment(), (_, { storage }) =>
      storage.setAlarm(Date.now() + 3_600_000),
    )
    await crash(segment())
    await scheduler.wait(400)

    const report = await grant(1)

    expect(report).toMatchObject({ granted: 1, returned: 1, counts: { offered: 0, waiting: 1 } })
    expect((await segment().claim(opening, holder(0))).kind).toBe('too-late')
  })

  test('has an alarm that wakes it, so that a slot is not forgotten with its timer', async () => {
    const opening = await openingWith()
    const { segment } = await segmentWith(opening, 2, 1)

    const alarm = await runInDurableObject(segment(), (_, { storage }) => storage.getAlarm())

    expect(alarm).toBeLessThanOrEqual(Date.now() + 62_000)
  })
})

describe('what is said twice', () => {
  test('R5: a join, counts once, and wakes nobody who has left', async () => {
    const opening = await openingWith()
    const account = { used: [{ from: 0, to: 2 }], unused: [{ from: 2, to: 4 }] }
    const { segment, grant } = await segmentWith(opening, 2, 0)
    await segment().leave(opening, holder(1))

    await segment().hearNumbers(opening, account)
    await segment().hearNumbers(opening, account)

    expect(await grant(0)).toMatchObject({ counts: { waiting: 1, gone: 3 } })
  })

  test('R8: a release, ends one session once', async () => {
    const opening = await openingWith()
    const { segment, grant } = await segmentWith(opening, 2, 1)
    await segment().claim(opening, holder(0))

    const words = [
      await segment().release(opening, holder(0), 1),
      await segment().release(opening, holder(0), 1),
    ]

    expect(words.map(({ kind }) => kind)).toEqual(['ended', 'already-over'])
    expect(await grant(1)).toMatchObject({ revocations: [{ no: 1 }], counts: { inside: 0 } })
  })

  test('R8: a claim by somebody whose place has moved is none', async () => {
    const opening = await openingWith()
    const { segment } = await segmentWith(opening, 2, 1)
    await segment().move(opening, holder(0))

    expect((await segment().claim(opening, holder(0))).kind).toBe('superseded')
    expect((await segment().claim(opening, { position: 0, generation: 1 })).kind).toBe('admitted')
    expect((await segment().claim(opening, { position: 0, generation: 7 })).kind).toBe(
      'unknown-generation',
    )
  })
})

describe('what waiting costs', () => {
  test('is no row, however often fans are seen and the room asks', async () => {
    const opening = await openingWith()
    const { segment, grant } = await segmentWith(opening, 40, 0)
    const before = (await segment().measures()).rowsWritten

    for (let more = 0; more < 20; more += 1) {
      await segment().seen(opening, [1, 2, 3], Date.now())
      await grant(0)
    }

    // The alarm that looks after it may have been set once.
    expect((await segment().measures()).rowsWritten - before).toBeLessThanOrEqual(1)
  })
})

test('a float is for newcomers only when nobody before them waits (R3)', async () => {
  const opening = await openingWith()
  const { segment, grant } = await segmentWith(opening, 0, 0)
  await grant(2, { float: true })

  const first = await segment().joinNow(opening, 0)
  const again = await segment().joinNow(opening, 0)
  await segment().hearNumbers(opening, { used: [{ from: 1, to: 2 }], unused: [] })
  const behind = await segment().joinNow(opening, 2)

  expect([first.kind, again.kind, behind.kind]).toEqual(['admitted', 'admitted', 'not-yet'])
  await until(
    async () => (await segment().claim(opening, holder(1))).kind,
    (kind) => kind === 'admitted',
  )
})

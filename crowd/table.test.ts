import { describe, expect, test } from 'vitest'
import { joined, recordOf, sessionFrom, told, turnAt } from './fixtures/records.ts'
import type { FanRecord } from './record.ts'
import { isFine, reportOf, reportSchema } from './report.ts'
import { tableOf } from './table.ts'
import { Tally } from './tally.ts'

const served: Partial<FanRecord> = {
  ending: 'served',
  endedMs: 9_000,
  statuses: [told(10)],
  turns: [turnAt(4_000)],
  sessions: [sessionFrom(5_000, 20_000)],
}

function report(...fans: FanRecord[]) {
  return reportOf(recordOf(fans, { cap: 5 }), new Tally(), 61_000)
}

describe('the report', () => {
  test('counts who was served, and how long half of them waited', () => {
    const { endings, waits, turns } = report(joined(1, 1, 0, served), joined(2, 2, 1_000, served))

    expect(endings).toMatchObject({ served: 2, unserved: 0 })
    expect(waits).toEqual({ count: 2, p50Ms: 2_990, p90Ms: 3_990, maxMs: 3_990 })
    expect(turns).toEqual({ offered: 2, missed: 0, cameBack: 0 })
  })

  test('has the waits of each transport, and how much later it is than its neighbours', () => {
    const fans = ([1, 2, 3] as const).map((fan) =>
      joined(fan, fan, 0, {
        ...served,
        transport: fan === 2 ? 'poll' : 'page',
        turns: [turnAt(fan === 2 ? 4_500 : 4_000)],
      }),
    )

    expect(report(...fans).waitsBy).toEqual({
      poll: { count: 1, p50Ms: 4_490, p90Ms: 4_490, maxMs: 4_490, compared: 1, laterMs: 500 },
      page: { count: 2, p50Ms: 3_990, p90Ms: 3_990, maxMs: 3_990, compared: 0, laterMs: 0 },
    })
  })

  test('is what its schema says', () => {
    const said = report(joined(1, 1, 0, served))

    expect(reportSchema.parse(JSON.parse(JSON.stringify(said)))).toEqual(said)
  })

  test('is not fine when somebody was not served, or an answer was none of the protocol', () => {
    const fine = report(joined(1, 1, 0, served))
    expect(isFine(fine)).toBe(true)

    expect(isFine(report(joined(1, 1, 0)))).toBe(false)
    expect(isFine({ ...fine, mismatches: ['status 200: not JSON'] })).toBe(false)
  })
})

describe('the table', () => {
  test('says that all is well, and how often each rule was held', () => {
    const table = tableOf(report(joined(1, 1, 0, served)))

    expect(table).toMatch(/^No rule was broken, and everyone who stayed was served\.\n/)
    expect(table).toMatch(/came, in 1 min 1 s +1\n/)
    expect(table).toMatch(/surely in use at once, at most +1 of 5\n/)
    expect(table).toMatch(/R4 +everyone who stayed was served +1 +0\n/)
  })

  test('has a row for each transport there was', () => {
    const poll = joined(2, 2, 0, { ...served, transport: 'poll', turns: [turnAt(5_000)] })
    const fans = [joined(1, 1, 0, served), poll, joined(3, 3, 0, served)]
    const table = tableOf(report(...fans))

    expect(table).toMatch(/by socket +2 +3\.9 s +3\.9 s +3\.9 s +–\n/)
    expect(table).toMatch(/by polls +1 +4\.9 s +4\.9 s +4\.9 s +1 s later\n/)
    expect(table).not.toContain('by event stream')
  })

  test('names the rule that was broken first, and says by whom', () => {
    const table = tableOf(report(joined(1, 1, 0, served), joined(2, 1, 600, served)))

    expect(table).toMatch(/^Broken: R3, R5\./)
    expect(table).toContain('R5: general 1 belongs to fan 1 and to fan 2')
  })

  test('has no line wider than a terminal, but for what was found', () => {
    const [, ...sections] = tableOf(report(joined(1, 1, 0, served))).split('\n')

    expect(sections.filter((line) => line.length > 80)).toEqual([])
  })
})

import { describe, expect, test } from 'vitest'
import { reportWith } from './fixtures.ts'
import { originReport, worse } from './report.ts'

function wrong(changes: object): string[] {
  const read = originReport.safeParse({ ...reportWith(), ...changes })
  return read.success ? [] : read.error.issues.map(({ path }) => path.join('.'))
}

describe('a report of an origin', () => {
  test('of a window without requests needs no latency', () => {
    expect(wrong({ requests: 0, latencyP95Ms: undefined })).toEqual(['latencyP95Ms'])
    const { latencyP95Ms: _, ...quiet } = reportWith({ requests: 0 })
    expect(originReport.parse(quiet)).toEqual(quiet)
  })

  test.each([
    ['errors', { errors: 1_001 }],
    ['errors', { errors: -1 }],
    ['requests', { requests: 0.5 }],
    ['windowMs', { windowMs: 0 }],
    ['windowMs', { windowMs: 60_001 }],
    ['atMs', { atMs: '2027-01-01' }],
    ['latencyP95Ms', { latencyP95Ms: Number.NaN }],
    ['latencyP95Ms', { latencyP95Ms: -1 }],
    ['inFlight', { inFlight: -1 }],
    ['stockLeft', { stockLeft: -1 }],
    ['reporter', { reporter: '' }],
    ['reporter', { reporter: 'x'.repeat(65) }],
    ['source', { source: 'fan' }],
  ])('that is wrong is refused with the field named: %s of %j', (path, changes) => {
    expect(wrong(changes)).toContain(path)
  })

  test('that has requests and no latency is refused', () => {
    const { latencyP95Ms: _, ...mute } = reportWith()

    expect(originReport.safeParse(mute).error?.issues).toMatchObject([{ path: ['latencyP95Ms'] }])
  })

  test('that contradicts another of the same instant makes the worse of the two, either way', () => {
    const one = reportWith({ errors: 5, latencyP95Ms: 100, stockLeft: 9 })
    const other = reportWith({ errors: 2, latencyP95Ms: 900, inFlight: 70, stockLeft: 12 })

    const both = reportWith({ errors: 5, latencyP95Ms: 900, inFlight: 70, stockLeft: 9 })
    expect(worse(one, other)).toEqual(both)
    expect(worse(other, one)).toEqual(both)
  })
})

import { describe, expect, test } from 'vitest'
import { RATE_MAX_PER_SECOND, RATE_MIN_PER_SECOND } from '../limits.ts'
import { pressureSettings, stepOf } from './settings.ts'

const least = { floorPerSecond: 2, ceilingPerSecond: 80 }

/** The paths of what is wrong with these settings, as an operator reads them. */
function wrong(changes: object): string[] {
  const read = pressureSettings.safeParse({ ...least, ...changes })
  return read.success ? [] : read.error.issues.map(({ path }) => path.join('.'))
}

describe('the settings of a rate that follows its origin', () => {
  test('need no more than a floor and a ceiling', () => {
    expect(pressureSettings.parse(least)).toMatchObject({ ...least, whenSilent: 'ease' })
  })

  test('once read are read again as they are', () => {
    const read = pressureSettings.parse(least)

    expect(pressureSettings.parse(JSON.parse(JSON.stringify(read)))).toEqual(read)
  })

  test('make forty steps to the ceiling, unless they say otherwise', () => {
    expect(stepOf(pressureSettings.parse(least))).toBe(2)
    expect(stepOf(pressureSettings.parse({ ...least, stepPerSecond: 7 }))).toBe(7)
  })

  test.each([
    [{ floorPerSecond: 80 }],
    [{ floorPerSecond: RATE_MIN_PER_SECOND, ceilingPerSecond: RATE_MAX_PER_SECOND }],
    [{ cutTo: 0.6, severeCutTo: 0.6 }],
    [{ decideEveryMs: 60_000, reportMaxAgeMs: 60_000 }],
    [{ slowStartAfterMs: 0 }],
    [{ mostErrorsShare: 1 }],
  ])('may be at their bounds: %j', (changes) => {
    expect(wrong(changes)).toEqual([])
  })

  test.each([
    ['floorPerSecond', { floorPerSecond: 81 }],
    ['floorPerSecond', { floorPerSecond: 0 }],
    ['floorPerSecond', { floorPerSecond: Number.NaN }],
    ['ceilingPerSecond', { ceilingPerSecond: RATE_MAX_PER_SECOND + 1 }],
    ['stepPerSecond', { stepPerSecond: 0 }],
    ['cutTo', { cutTo: 1 }],
    ['severeCutTo', { cutTo: 0.5, severeCutTo: 0.6 }],
    ['severeCutTo', { severeCutTo: 0 }],
    ['severeAt', { severeAt: 0.9 }],
    ['severeAt', { severeAt: 4.1 }],
    ['targetLatencyMs', { targetLatencyMs: 9 }],
    ['mostErrorsShare', { mostErrorsShare: 0 }],
    ['mostErrorsShare', { mostErrorsShare: 2 }],
    ['mostInFlight', { mostInFlight: 0 }],
    ['fewestRequests', { fewestRequests: 0 }],
    ['decideEveryMs', { decideEveryMs: 10_000, reactionMs: 9_000 }],
    ['reportMaxAgeMs', { reportMaxAgeMs: 4_999 }],
    ['decideEveryMs', { decideEveryMs: 999 }],
    ['reactionMs', { reactionMs: 4_999 }],
    ['reportMaxAgeMs', { reportMaxAgeMs: 1_999 }],
    ['whenSilent', { whenSilent: 'panic' }],
    ['slowStartAfterMs', { slowStartAfterMs: -1 }],
    ['stock.seatsPerSession', { stock: { whenShort: 'slow', seatsPerSession: 0 } }],
    ['stock.whenShort', { stock: { whenShort: 'close', seatsPerSession: 1 } }],
  ])('that are wrong are named: %s of %j', (path, changes) => {
    expect(wrong(changes)).toContain(path)
  })

  test('that no room has are refused by name', () => {
    const read = pressureSettings.safeParse({ ...least, target: 5 })

    expect(read.error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: ['target'] }])
  })
})

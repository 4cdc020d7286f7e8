import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { settingsWith, START_MS } from '../fixtures.ts'
import { beforeSale, commanded, courseAt, joinDecision, phaseOf, type Command } from './phase.ts'
import type { Course, Stage } from './phase.ts'

const HOUR_MS = 3_600_000
const times = {
  lobbyAtMs: START_MS,
  openAtMs: START_MS + HOUR_MS,
  closeAtMs: START_MS + 3 * HOUR_MS,
}
const arrival = settingsWith({ schedule: times })
const draw = settingsWith({ schedule: times, order: 'draw' })

const stages: Stage[] = ['scheduled', 'lobby', 'drawing', 'open', 'closed']
const course = (stage: Stage): Course => ({ ...beforeSale, stage })

describe('the schedule', () => {
  test.each([
    [START_MS - 1, 'scheduled'],
    [START_MS, 'lobby'],
    [START_MS + HOUR_MS - 1, 'lobby'],
    [START_MS + HOUR_MS, 'open'],
    [START_MS + 3 * HOUR_MS - 1, 'open'],
    [START_MS + 3 * HOUR_MS, 'closed'],
  ])('by arrival, at %d the sale is %s', (nowMs, stage) => {
    expect(courseAt(beforeSale, arrival, nowMs).stage).toBe(stage)
  })

  test('R9: by draw it is held at the draw until the draw is done', () => {
    const drawing = courseAt(beforeSale, draw, START_MS + HOUR_MS)

    expect(drawing.stage).toBe('drawing')
    expect(courseAt(drawing, draw, START_MS + 2 * HOUR_MS)).toBe(drawing)
    expect(commanded(drawing, 'open', draw).stage).toBe('drawing')
    expect(commanded(drawing, 'drawn', draw).stage).toBe('open')
  })

  test('without a lobby or an end, a sale opens and stays open', () => {
    const settings = settingsWith({ schedule: { openAtMs: START_MS } })

    expect(courseAt(beforeSale, settings, START_MS - 1).stage).toBe('scheduled')
    expect(courseAt(beforeSale, settings, START_MS + 999 * HOUR_MS).stage).toBe('open')
  })

  test('a draw not finished is still closed when the sale ends', () => {
    const drawing = courseAt(beforeSale, draw, START_MS + HOUR_MS)

    expect(courseAt(drawing, draw, START_MS + 3 * HOUR_MS).stage).toBe('closed')
  })

  test('time in which nothing happens is the very same course', () => {
    const open = courseAt(beforeSale, arrival, START_MS + HOUR_MS)

    expect(courseAt(open, arrival, START_MS + HOUR_MS + 1)).toBe(open)
  })

  test('never moves back, whatever is said, in whatever order, on whatever clock', () => {
    const word = fc.constantFrom<Command | 'drawn'>('open', 'pause', 'resume', 'close', 'drawn')
    const step = fc.record({
      word: fc.option(word),
      nowMs: fc.integer({ min: START_MS - HOUR_MS, max: START_MS + 4 * HOUR_MS }),
      settings: fc.constantFrom(arrival, draw),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let now = beforeSale
        for (const { word, nowMs, settings } of steps) {
          const before = now
          now = word === null ? courseAt(now, settings, nowMs) : commanded(now, word, settings)
          expect(stages.indexOf(now.stage)).toBeGreaterThanOrEqual(stages.indexOf(before.stage))
        }
      }),
    )
  })
})

describe('an operator’s word', () => {
  test.each(stages)('a pause at %s ends where it began', (stage) => {
    const paused = commanded(course(stage), 'pause', arrival)

    expect(phaseOf(paused)).toBe(stage === 'closed' ? 'closed' : 'paused')
    expect(commanded(paused, 'resume', arrival)).toEqual(course(stage))
  })

  test('the schedule goes on during a pause, and is there when it ends', () => {
    const paused = commanded(course('lobby'), 'pause', arrival)

    const later = courseAt(paused, arrival, START_MS + HOUR_MS)

    expect(phaseOf(later)).toBe('paused')
    expect(phaseOf(commanded(later, 'resume', arrival))).toBe('open')
  })

  test('opens before its time, and closes whatever the stage', () => {
    expect(commanded(beforeSale, 'open', arrival).stage).toBe('open')
    expect(commanded(course('lobby'), 'open', draw).stage).toBe('drawing')
    for (const stage of stages) expect(commanded(course(stage), 'close', draw).stage).toBe('closed')
  })

  test('what is closed is never opened again', () => {
    for (const word of ['open', 'resume', 'drawn'] as const) {
      expect(phaseOf(commanded(course('closed'), word, arrival))).toBe('closed')
    }
  })
})

const answers = (mode: 'queue' | 'pass' | 'reject', order: 'arrival' | 'draw') =>
  stages.map((stage) => {
    const decision = joinDecision(course(stage), settingsWith({ mode, order }))
    return decision.kind === 'refused' ? decision.reason : decision.kind
  })

describe('a newcomer', () => {
  test('R9: takes a number at any stage of a sale, but not while a draw can be known', () => {
    const number = 'take-number'
    expect(answers('queue', 'arrival')).toEqual(['too-early', number, number, number, 'closed'])
    expect(answers('queue', 'draw')).toEqual(['too-early', number, 'drawing', number, 'closed'])
  })

  test('is let through, or refused, by the room’s mode', () => {
    const early = 'too-early'
    expect(answers('pass', 'arrival')).toEqual([early, early, early, 'let-through', 'closed'])
    expect(answers('pass', 'draw')).toEqual([early, early, early, 'let-through', 'closed'])
    expect(answers('reject', 'arrival').slice(0, 4)).toEqual(Array(4).fill('rejected'))
    expect(answers('reject', 'arrival').at(4)).toBe('closed')
  })

  test('is let through no longer while the sale is paused, and takes a number all the same', () => {
    const paused = commanded(course('open'), 'pause', arrival)
    const early = commanded(course('lobby'), 'pause', arrival)
    const pass = settingsWith({ mode: 'pass' })

    expect(joinDecision(paused, pass)).toEqual({ kind: 'refused', reason: 'paused' })
    expect(joinDecision(early, pass)).toEqual({ kind: 'refused', reason: 'too-early' })
    expect(joinDecision(paused, arrival)).toEqual({ kind: 'take-number' })
  })

  test('R9: takes no number in a draw that is paused', () => {
    const paused = commanded(course('drawing'), 'pause', draw)

    expect(joinDecision(paused, draw)).toEqual({ kind: 'refused', reason: 'drawing' })
  })
})

import { beforeEach, expect, test } from 'vitest'
import { Dice } from './dice.ts'
import { Estimates } from './estimates.ts'
import { AT, type Fans } from './fans.ts'
import { someFans } from './fixtures.ts'

const TOLD_MS = 1_800_000_000_000

let fans: Fans
beforeEach(() => {
  fans = someFans(20)
  fans.at.fill(AT.near)
})

/** Everybody is told a range at one instant; the first is called after a second, and so on. */
function scoreOf(rangeOf: (waitMs: number) => { lowMs: number; highMs: number } | undefined) {
  const estimates = new Estimates(fans, new Dice(1))
  estimates.look(1_000, (fan) => rangeOf((fan + 1) * 1_000), TOLD_MS)
  for (let fan = 0; fan < fans.size; fan += 1) fans.calledAtMs[fan] = TOLD_MS + (fan + 1) * 1_000
  return estimates.score()
}

test('a range holds when the wait was within it, its ends among them', () => {
  expect(scoreOf((waitMs) => ({ lowMs: waitMs, highMs: waitMs })).heldShare).toBe(1)
  fans.calledAtMs.fill(0)
  expect(scoreOf((waitMs) => ({ lowMs: waitMs + 1, highMs: waitMs + 2 })).heldShare).toBe(0)
  fans.calledAtMs.fill(0)
  expect(scoreOf((waitMs) => ({ lowMs: 0, highMs: waitMs - 1 })).heldShare).toBe(0)
})

test('the width is told against the wait that was left', () => {
  const score = scoreOf((waitMs) => ({ lowMs: waitMs / 2, highMs: waitMs * 2 }))

  expect(score.medianWidth).toBeCloseTo(1.5)
})

test('tenths go from the shortest wait to the longest', () => {
  const score = scoreOf((waitMs) => ({ lowMs: 0, highMs: waitMs <= 4_000 ? waitMs : 1 }))

  expect(score.fans).toBe(20)
  expect(score.heldByDecile).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 0])
  expect(score.heldShare).toBeCloseTo(0.2)
})

test('who was told nothing is counted, and held against nobody', () => {
  const score = scoreOf((waitMs) =>
    waitMs <= 5_000 ? undefined : { lowMs: waitMs, highMs: waitMs },
  )

  expect(score).toMatchObject({ fans: 20, withoutRange: 5, heldShare: 1 })
})

test('who does not wait, or was never called, is not in the score', () => {
  fans.at[0] = AT.home
  fans.at[1] = AT.inside
  fans.at[2] = AT.left
  const estimates = new Estimates(fans, new Dice(1))
  estimates.look(1_000, () => ({ lowMs: 0, highMs: 1 }), TOLD_MS)
  fans.calledAtMs.fill(TOLD_MS + 1, 0, 10)

  expect(estimates.score().fans).toBe(7)
})

test('each instant of a wait is as likely to be the one that is kept', () => {
  const kept = Array.from({ length: 10 }, () => 0)
  for (let seed = 0; seed < 60; seed += 1) {
    fans.calledAtMs.fill(0)
    const estimates = new Estimates(fans, new Dice(seed))
    // The width tells which of ten instants was kept.
    for (let at = 0; at < 10; at += 1) {
      estimates.look(200, () => ({ lowMs: 0, highMs: at + 1 }), TOLD_MS + at)
    }
    for (let fan = 0; fan < fans.size; fan += 1) {
      fans.calledAtMs.fill(0)
      fans.calledAtMs[fan] = TOLD_MS + 9 + 1_000_000
      const at = Math.round(estimates.score().medianWidth * 1_000_000) - 1
      kept[at] = (kept[at] ?? 0) + 1
    }
  }

  // 120 each; four deviations are 42.
  expect(kept.filter((count) => Math.abs(count - 120) > 45)).toEqual([])
})

test('of nobody there is no score, and no number that is none', () => {
  expect(new Estimates(fans, new Dice(1)).score()).toEqual({
    fans: 0,
    withoutRange: 0,
    heldShare: 0,
    heldByDecile: Array.from({ length: 10 }, () => 0),
    medianWidth: 0,
  })
})

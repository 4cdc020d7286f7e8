import { describe, expect, test } from 'vitest'
import { speak } from '../messages.ts'
import {
  factsWith,
  far,
  happened,
  liveWith,
  messageOf,
  offered,
  outside,
  placed,
} from '../room-samples.ts'
import type { RoomView } from '../room-view.ts'
import { spokenOf, type Spoken } from './spoken-of.ts'

function spoken(view: RoomView, formerly?: Spoken): Spoken | undefined {
  return spokenOf(view, liveWith(), factsWith(), speak('en'), 'en', formerly)
}

describe('what is said aloud', () => {
  test('matters when it is a new state, and says it first', () => {
    expect(spoken(far())).toMatchObject({
      matters: true,
      text: 'You are in the line. about 18,204 ahead of you, expected wait 26 min to 41 min.',
    })
  })

  test('need not be said when only the count has changed', () => {
    const first = spoken(far())

    expect(spoken(far({ presentAhead: 17_000 }), first)).toMatchObject({
      matters: false,
      text: 'about 17,000 ahead of you, expected wait 26 min to 41 min.',
    })
  })

  test('is a turn with its deadline, and that once: seconds are not counted aloud', () => {
    const near = spoken(placed())
    const turn = spoken(offered(), near)

    expect(turn).toMatchObject({
      matters: true,
      text: 'It is your turn. Go in before 20:03:54.',
    })
    expect(spoken(offered(), turn)?.matters).toBe(false)
  })

  test('is news once, when it comes, and not what happened before the page was opened', () => {
    const before = [happened(1, 'opened')]
    const first = spoken(far({}, { news: before }))
    const news = [...before, messageOf(2, { en: 'Doors at 7' })]
    const second = spoken(far({}, { news }), first)

    expect(first?.text).not.toContain('opened')
    expect(second).toMatchObject({ matters: true })
    expect(second?.text).toMatch(/^Doors at 7\. about/)
    expect(spoken(far({}, { news }), second)?.matters).toBe(false)
  })

  test('is nothing where nothing is new and nothing is counted', () => {
    expect(spoken(outside(), spoken(outside()))).toBeUndefined()
  })
})

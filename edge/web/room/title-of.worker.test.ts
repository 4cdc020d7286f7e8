import { describe, expect, test } from 'vitest'
import { speak } from '../messages.ts'
import { factsWith, far, inside, liveWith, offered, outside, placed } from '../room-samples.ts'
import type { LiveView, RoomView } from '../room-view.ts'
import { titleOf } from './title-of.ts'

const facts = factsWith({ title: { en: 'Winter Night' } })

function title(view: RoomView, live?: LiveView): string {
  return titleOf(view, live, facts, speak('en'), 'en')
}

describe('the title of the page', () => {
  test('marks a turn, for who has the page among many', () => {
    expect(title(offered(), liveWith())).toBe('● It is your turn · Winter Night')
  })

  test('says how many are ahead, and whether that is an estimate', () => {
    expect(title(placed())).toBe('238 ahead · Winter Night')
    expect(title(far())).toBe('about 18,204 ahead · Winter Night')
  })

  test('says nothing of an order that is not drawn yet', () => {
    const drawn = factsWith({ order: 'draw', title: { en: 'Winter Night' } })

    expect(titleOf(far({ phase: 'lobby' }), undefined, drawn, speak('en'), 'en')).toBe(
      'You are in. The sale has not opened yet. · Winter Night',
    )
  })

  test('says what is so, in every other state', () => {
    expect(title(outside())).toBe('You can join the line now · Winter Night')
    expect(title(inside)).toBe('You are in · Winter Night')
    expect(title(placed(), liveWith({ isOffline: true }))).toBe('No connection · Winter Night')
  })
})

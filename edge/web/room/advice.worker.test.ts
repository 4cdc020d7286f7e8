import { describe, expect, test } from 'vitest'
import { speak } from '../messages.ts'
import { factsWith, far, liveWith, placed, sampleNowMs } from '../room-samples.ts'
import type { LiveView, RoomFacts, RoomView } from '../room-view.ts'
import { RoomMain } from './room-main.tsx'

const minute = 60_000

async function shown(
  view: RoomView,
  live?: Partial<LiveView>,
  facts: Partial<RoomFacts> = {},
): Promise<string> {
  const page = await RoomMain({
    facts: factsWith(facts),
    language: 'en',
    say: speak('en'),
    view,
    nowMs: sampleNowMs,
    live: live && liveWith(live),
  })
  return page.toString()
}

describe('whether the page may be closed', () => {
  test('far away it may, with the time to be back well before the earliest turn', async () => {
    const page = await shown(far())

    expect(page).toContain('You may close this page.')
    // 26 minutes at the least, five of them to spare.
    expect(page).toContain('Be back by about 20:24.')
  })

  test('where the turn is another day, that is said with its day', async () => {
    const page = await shown(far({ wait: { lowMs: 600 * minute, highMs: 700 * minute } }))

    expect(page).toContain('Be back by about November 26, 2026 at 05:58.')
  })

  test.for([undefined, { lowMs: 0, highMs: 90 * minute }])(
    'where it may be any time (%j) no time is promised',
    async (wait) => {
      const view = far()
      if (view.kind === 'placed' && wait === undefined) delete view.poll.status.wait
      else if (view.kind === 'placed' && wait !== undefined) view.poll.status.wait = wait

      const page = await shown(view)

      expect(page).toContain('look in now and then')
      expect(page).not.toContain('Be back by')
    },
  )

  test('near the front it is to stay open, and what happens otherwise is said', async () => {
    const page = await shown(placed())

    expect(page).toContain('Keep this page open.')
    expect(page).toContain('you are called first once you are back')
  })

  test('before the sale it may, until the sale opens', async () => {
    const page = await shown(far({ phase: 'lobby', opensAtMs: sampleNowMs + 17 * minute }))

    expect(page).toContain('You may close this page.')
    expect(page).toContain('Be back when the sale opens, at 20:20.')
  })
})

describe('a reload', () => {
  const fearless = 'Refreshing, a lost signal or a dark screen changes nothing in your number.'

  test('is no reason to fear where it keeps the place', async () => {
    expect(await shown(far(), {})).toContain(fearless)
  })

  test('R5: is warned of where it costs the place, and only a script makes it so', async () => {
    const requeue = { reload: 'requeue' } as const

    const alive = await shown(far(), {}, requeue)
    const plain = await shown(far(), undefined, requeue)

    expect(alive).toContain('Do not refresh.')
    expect(alive).not.toContain('Refreshing,')
    expect(plain).not.toContain('Do not refresh.')
    expect(plain).toContain(fearless)
  })

  test('is warned of, as closing is, where only this page knows the place', async () => {
    const page = await shown(far(), { isKeptByPageOnly: true })

    expect(page).toContain('Do not close or refresh it.')
    expect(page).not.toContain('You may close')
  })
})

import { html } from 'hono/html'
import { describe, expect, test } from 'vitest'
import type { NotPlayed } from '../../../simulator/not-played.ts'
import { modelResult } from '../../../simulator/model-result.ts'
import type { Found } from '../../../simulator/result.ts'
import { speak } from '../messages.ts'
import { RehearsalMain } from './rehearsal-main.tsx'
import type { RehearsalState } from './rehearsal-state.ts'

const say = speak('en')

async function shown(state: RehearsalState): Promise<string> {
  const drawn = await html`${RehearsalMain({ state, say, language: 'en' })}`
  return drawn.toString()
}

function found(changes: Partial<Found> = {}, notPlayed: NotPlayed[] = []): Promise<string> {
  const by = { tookMs: 3_000, version: 7, notPlayed }
  return shown({ kind: 'found', found: modelResult(changes), ...by })
}

describe('a rehearsal that runs', () => {
  const running = { kind: 'running', fans: 2_000, aboutSeconds: 1_800 } as const
  const progress = { doneShare: 0.25, saleSeconds: 620, admitted: 500, waiting: 1_400 }

  test('says the minute of the sale, of about how many, and who is through', async () => {
    const html = await shown({ ...running, progress })

    expect(html).toContain('Minute 10 of the sale, of about 30')
    expect(html).toContain('500 of 2,000 fans are through, 1,400 wait.')
    expect(html).toContain('<progress max="1" value="0.25"')
  })

  test('past what was reckoned says the minute alone', async () => {
    const html = await shown({ ...running, progress: { ...progress, saleSeconds: 1_860 } })

    expect(html).toContain('Minute 31 of the sale<')
  })
})

test('until the room’s settings are there it says so, and that they could not be read', async () => {
  expect(await shown({ kind: 'asking' })).toContain('The room’s settings are being read.')
  expect(await shown({ kind: 'unread' })).toContain('so nothing was played')
})

describe('what was found', () => {
  test('begins with whether a rule was broken, and names those that were not checked', async () => {
    const html = await found()

    expect(html).toContain('No rule was broken (41,500 checks)')
    expect(html).toContain('R4, R5, R6, R7, R8, R9, R10')
    expect(html).toContain('data-verdict="good"')
  })

  test('says of a broken rule when and how, and is not good', async () => {
    const violation = { rule: 'R1', atMs: 90_000, what: 'one slot too many' }

    const html = await found({ violations: [violation], violationCount: 1 })

    expect(html).toContain('data-verdict="broken"')
    expect(html).toMatch(/<strong>R1<\/strong> 90 s: one slot too many/)
  })

  test('says that the sale had not ended where it was cut off', async () => {
    expect(await found({ ended: false, saleSeconds: 86_400 })).toContain(
      'It was cut off after 24 h',
    )
    expect(await found()).not.toContain('cut off')
  })

  test('says by which version of the settings, and which of them were not played', async () => {
    const html = await found({}, ['mode', 'pressure'])

    expect(html).toContain('20,000 fans, cap 500, 25/s, version 7 of the settings.')
    expect(html.match(/data-not-played="\w+"/g)).toHaveLength(2)
    expect(html).toContain('pressure: the rate stays as it is now')
    expect(await found()).not.toContain('Not played')
  })

  test('gives the waits by decile, by lane where there are several', async () => {
    const { waits } = modelResult()
    const two = await found({ waitsByLane: { club: waits, general: waits } })

    expect((await found()).match(/<tr>/g)).toHaveLength(2)
    expect(two.match(/<tr>/g)).toHaveLength(4)
    expect(two).toContain('<th scope="row">club</th>')
  })

  test('of nobody who was called has no waits, and no figure that is none', async () => {
    const { waits, fans, estimate } = modelResult()
    const nobody = { ...waits, count: 0, decilesMs: [] }

    const html = await found({
      waits: nobody,
      waitsByLane: { general: nobody },
      fans: { ...fans, admitted: 0 },
      estimate: { ...estimate, fans: 0, withoutRange: 0, heldByDecile: [] },
      series: [],
    })

    expect(html).toContain('Nobody was called.')
    expect(html).not.toMatch(/NaN|Infinity|undefined/)
  })
})

import { describe, expect, test } from 'vitest'
import type { FanStatusOnWire } from '../../core/protocol/fan-status.ts'
import type { NewsOnWire } from '../../core/protocol/news.ts'
import type { PollAnswer } from '../../core/protocol/poll.ts'
import { roomEntry, type RoomEntry } from '../../core/queue/room/entry.ts'
import type { RoomSettings } from '../../core/queue/room/settings.ts'
import { languages, type Language } from './language.ts'
import { speak } from './messages.ts'
import { RoomPage } from './room-page.tsx'
import type { RoomAct, RoomView } from './room-view.ts'

const nowMs = Date.parse('2026-11-25T20:03:12+09:00')
const build = { version: '0.1.0', build: null }

function entryWith(settings: Partial<RoomSettings> = {}): RoomEntry {
  const entry = roomEntry.parse({
    id: 'demo',
    title: { ko: '겨울밤', en: 'Winter <Night>', ja: '冬の夜', zh: '冬夜' },
    settings: {
      cap: 100,
      ratePerSecond: 3,
      lanes: [{ id: 'general', sharePercent: 100 }],
      order: 'arrival',
      mode: 'queue',
      schedule: { openAtMs: nowMs - 60_000 },
    },
  })
  return { ...entry, settings: { ...entry.settings, ...settings } }
}

const before = { schedule: { lobbyAtMs: nowMs - 60_000, openAtMs: nowMs + 60_000 } } as const

function placed(status: Partial<FanStatusOnWire> = {}, poll: Partial<PollAnswer> = {}): RoomView {
  const place = { lane: 'general', number: 1_482, position: 1_482, generation: 0 }
  return {
    kind: 'placed',
    refreshSeconds: 10,
    poll: {
      status: {
        kind: 'status',
        phase: 'open',
        standing: 'waiting',
        place,
        presentAhead: 238,
        isEstimate: false,
        atMostAhead: 301,
        waiting: 412,
        ratePerSecond: 3,
        wait: { lowMs: 65_000, highMs: 130_000 },
        asOfMs: nowMs - 1_000,
        nowMs,
        ...status,
      },
      news: [],
      next: { kind: 'poll', inMs: 10_000 },
      ...poll,
    },
  }
}

function outside(view: Partial<Extract<RoomView, { kind: 'outside' }>> = {}): RoomView {
  return {
    kind: 'outside',
    phase: 'open',
    waiting: 412,
    ratePerSecond: 3,
    opensAtMs: nowMs + 60_000,
    asOfMs: nowMs,
    refreshSeconds: 10,
    ...view,
  }
}

const session = {
  sessionId: 's'.repeat(16),
  untilMs: nowMs + 150_000,
  tokenUntilMs: nowMs + 60_000,
}
const inside: RoomView = { kind: 'inside', session, refreshSeconds: 20 }
const refused = (code: string): RoomView => ({ kind: 'refused', code, refreshSeconds: 5 })

async function render(view: RoomView, language: Language = 'en', entry = entryWith()) {
  const page = await RoomPage({ entry, language, build, view, nowMs })
  return page.toString()
}

function messageOf(no: number, en: string): NewsOnWire {
  return { no, kind: 'message', atMs: nowMs, text: { en } }
}

/** What can be done on a page: the values of its buttons. */
function actsOf(page: string): string[] {
  return [...page.matchAll(/name="act" value="(\w+)"/g)].map(([, act]) => String(act))
}

const views: [name: string, view: RoomView, acts: RoomAct[]][] = [
  ['outside, while others wait', outside(), ['join']],
  ['outside, while nobody waits', outside({ waiting: 0 }), ['join']],
  ['outside, before the sale', outside({ phase: 'scheduled' }), []],
  ['outside, in the lobby', outside({ phase: 'lobby' }), ['join']],
  ['outside, during the draw', outside({ phase: 'drawing' }), []],
  ['outside, while paused', outside({ phase: 'paused' }), ['join']],
  ['outside, after the sale', outside({ phase: 'closed' }), []],
  ['waiting', placed(), ['leave']],
  ['waiting far away', placed({ isEstimate: true }), ['leave']],
  ['waiting, and next', placed({ presentAhead: 0 }), ['leave']],
  ['waiting in the lobby', placed({ phase: 'lobby' }), ['leave']],
  ['waiting while the room is paused', placed({ phase: 'paused' }), ['leave']],
  ['waiting when the sale is over', placed({ phase: 'closed' }), []],
  ['taken for away', placed({ standing: 'absent' }), ['leave']],
  [
    'offered a turn',
    placed({ standing: 'offered' }, { offer: { turn: 1, deadlineMs: nowMs + 42_000 } }),
    ['claim', 'leave'],
  ],
  [
    'offered a turn of which only the document knows',
    placed({ standing: 'offered' }),
    ['claim', 'leave'],
  ],
  ['lapsed', placed({ standing: 'lapsed' }), ['here', 'leave']],
  ['superseded', placed({ standing: 'superseded' }), []],
  ['gone', placed({ standing: 'gone' }), ['join']],
  ['in the shop', inside, ['release']],
  ['in the shop, as a poll tells it', placed({}, { session }), ['release']],
  ['let through', { kind: 'let-through', marked: false }, []],
  ['let through by a blind room', { kind: 'let-through', marked: true }, []],
  ['over', { kind: 'over' }, ['join']],
  ['refused as busy', refused('room-busy'), []],
  ['superseded, as its token is refused', refused('place-superseded'), []],
  ['refused for a reason without words of its own', refused('moved-too-often'), []],
]

describe.for(views)('the page of a fan who is %s', ([, view, acts]) => {
  test.for(languages)('in %s is whole, has no script, and weighs little', async (language) => {
    const page = await render(view, language)

    expect(page).toContain('<h1')
    expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=|undefined|NaN|\{\w+\}/)
    expect(page.length).toBeLessThan(12_000)
  })

  test('offers what can be done now, by plain forms to the room', async () => {
    const page = await render(view)

    expect(actsOf(page)).toEqual(acts)
    const forms = [...page.matchAll(/<form method="post" action="([^"]+)"/g)]
    expect(forms.map(([, action]) => action)).toEqual(acts.map(() => '/rooms/demo?lang=en'))
  })
})

describe('who waits is told', () => {
  test('number, present ahead, at most, wait, rate, the whole line and as of when', async () => {
    const page = await render(placed())

    for (const fact of [
      '<dd>1,482</dd>',
      '<dd>238</dd>',
      'At most 301,',
      '1 min to 3 min',
      'up to 180 a minute',
      '<dd>412</dd>',
      '>20:03:11</time> Korean time',
    ]) {
      expect(page).toContain(fact)
    }
  })

  test('an estimate as one, in the figure and in words', async () => {
    const page = await render(placed({ isEstimate: true }))

    expect(page).toContain('<dd>about 238</dd>')
    expect(page).toContain(speak('en')('room.estimate'))
  })

  test('how many are ahead in the title too, where each renewal reads it aloud', async () => {
    expect(await render(placed())).toContain(
      '<title>Waiting ahead of you 238 · Winter &lt;Night&gt;<',
    )
  })

  test('nothing of an order that is not drawn yet', async () => {
    const page = await render(
      placed({ phase: 'lobby' }),
      'en',
      entryWith({ order: 'draw', ...before }),
    )

    expect(page).not.toContain(speak('en')('room.ahead'))
    expect(page).toContain(speak('en')('room.placed.draw'))
    expect(page).toContain('20:04')
  })

  test('the drawn position beside the number', async () => {
    const place = { lane: 'general', number: 1_482, position: 77, generation: 0 }

    expect(await render(placed({ place }))).toMatch(/Drawn position<\/dt><dd>77</)
  })

  test('the lane where there is more than one', async () => {
    const lanes = [
      { id: 'general', sharePercent: 80 },
      { id: 'club', sharePercent: 20 },
    ]

    expect(await render(placed())).not.toContain('Lane')
    expect(await render(placed(), 'en', entryWith({ lanes }))).toMatch(/Lane<\/dt><dd>general</)
  })
})

describe('whose turn it is', () => {
  const offer = { turn: 1, deadlineMs: nowMs + 41_200 }

  test('reads until when and how long, as an alert', async () => {
    const page = await render(placed({ standing: 'offered' }, { offer }))

    expect(page).toContain('role="alert"')
    expect(page).toContain('>20:03:53</time>')
    expect(page).toContain('42 s left')
  })

  test('is the only one to be interrupted', async () => {
    for (const [, view] of views) {
      const isTurn = view.kind === 'placed' && view.poll.status.standing === 'offered'
      expect((await render(view)).includes('role="alert"')).toBe(isTurn)
    }
  })
})

describe('the page renews itself', () => {
  test('at the same address, after as long as it was told', async () => {
    expect(await render(placed())).toContain('http-equiv="refresh" content="10;url=?lang=en"')
  })

  test('and can be told not to, and to go on', async () => {
    const stopped = await render(outside({ refreshSeconds: 0 }))

    expect(await render(outside())).toContain('href="?lang=en&amp;refresh=off"')
    expect(stopped).not.toContain('http-equiv')
    expect(stopped).toContain(`<a href="?lang=en">${speak('en')('room.refresh.start')}`)
  })

  test('but not where nothing more will happen', async () => {
    expect(await render({ kind: 'over' })).not.toContain('http-equiv')
    expect(await render({ kind: 'let-through', marked: false })).not.toContain('http-equiv')
  })
})

describe('a room that takes nobody', () => {
  test('shows no button to join', async () => {
    expect(actsOf(await render(outside(), 'en', entryWith({ mode: 'reject' })))).toEqual([])
  })
})

describe('news', () => {
  test('are shown latest first, three at most, and as text', async () => {
    const news = [1, 2, 4, 3].map((no) => messageOf(no, `<b>${no}</b>`))

    const shown = [...(await render(placed({}, { news }))).matchAll(/&lt;b&gt;(\d)/g)]

    expect(shown.map(([, no]) => no)).toEqual(['4', '3', '2'])
  })
})

describe('a refusal', () => {
  test.for([
    ['join-too-early', 'too-early'],
    ['join-drawing', 'drawing'],
    ['join-paused', 'paused'],
    ['join-closed', 'closed'],
    ['join-rejected', 'rejected'],
    ['room-busy', 'busy'],
    ['room-held', 'held'],
    ['room-closed', 'held'],
    ['no-offer', 'no-offer'],
    ['offer-lapsed', 'offer-lapsed'],
    ['constructor', 'unknown'],
  ] as const)('%s is told as %s, with a way back to the room', async ([code, name]) => {
    const page = await render(refused(code))

    expect(page).toContain(speak('en')(`room.refused.${name}`))
    expect(page).toContain('href="/rooms/demo?lang=en"')
  })
})

import { describe, expect, test } from 'vitest'
import { languages, type Language } from './language.ts'
import { speak } from './messages.ts'
import { RoomMain } from './room/room-main.tsx'
import { RoomPage } from './room-page.tsx'
import { samples } from './room-sample-states.ts'
import {
  factsWith,
  far,
  happened,
  inside,
  liveWith,
  messageOf,
  offered,
  outside,
  placed,
  refused,
  sampleNowMs,
} from './room-samples.ts'
import type { RoomAct, RoomFacts, RoomView } from './room-view.ts'

const build = { version: '0.1.0', build: null }
type Given = {
  language?: Language
  facts?: Partial<RoomFacts>
  refreshSeconds?: number | undefined
  scripted?: boolean
  lookHref?: string
}

async function render(view: RoomView, given: Given = {}): Promise<string> {
  const { language = 'en', facts = {}, scripted = false, ...more } = given
  const shared = { language, build, view, nowMs: sampleNowMs, scripted, ...more }
  const page = await RoomPage({ facts: factsWith(facts), ...shared })
  return page.toString()
}

/** What can be done on a page: the values of its buttons. */
function actsOf(page: string): string[] {
  return [...page.matchAll(/name="act" value="(\w+)"/g)].map(([, act]) => String(act))
}

function factsIn(page: string): Record<string, string> {
  const found = page.matchAll(/data-fact="([a-z-]+)" data-value="([^"]*)"/g)
  return Object.fromEntries([...found].map(([, fact, value]) => [fact, value]))
}

describe.for(samples)('the page that is $name', (sample) => {
  const { view, facts = {}, refreshSeconds, live, state } = sample

  test.for(languages)(
    'in %s is whole, has no script of its own, and weighs little',
    async (lang) => {
      const page = await render(view, { language: lang, facts, refreshSeconds })

      expect(page).toContain('<h1')
      expect(page).toContain('<h2')
      expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=|undefined|NaN|\{\w+\}/)
      expect(page).not.toMatch(/aria-live|role="(alert|status)"/)
      expect(page.length).toBeLessThan(view.kind === 'transfer' ? 40_000 : 12_000)
    },
  )

  test.for(languages)('in %s is drawn alive from the same parts', async (language) => {
    const main = await RoomMain({
      facts: factsWith(facts),
      language,
      say: speak(language),
      view,
      nowMs: sampleNowMs,
      live: live && liveWith(live),
    })

    expect(main.toString()).toContain(`data-state="${state}"`)
    expect(main.toString()).not.toMatch(/aria-live|undefined|NaN|\{\w+\}/)
  })
})

const acts: [name: string, view: RoomView, acts: RoomAct[]][] = [
  ['outside, while others wait', outside(), ['join', 'redeem']],
  ['outside, before the sale', outside({ phase: 'scheduled', joining: 'too-early' }), []],
  ['outside, during the draw', outside({ phase: 'drawing', joining: 'drawing' }), []],
  ['outside, after the sale', outside({ phase: 'closed', joining: 'closed' }), []],
  ['outside, while nobody is taken', outside({ joining: 'rejected' }), []],
  ['waiting far away', far(), ['transfer', 'leave']],
  ['waiting', placed(), ['transfer', 'leave']],
  ['waiting while the room is paused', placed({ phase: 'paused' }), ['transfer', 'leave']],
  ['waiting when the sale is over', placed({ phase: 'closed' }), []],
  ['offered a turn', offered(), ['claim', 'leave']],
  ['offered as the document knows', placed({ standing: 'offered' }), ['claim', 'leave']],
  ['lapsed', placed({ standing: 'lapsed' }), ['here', 'transfer', 'leave']],
  ['superseded', placed({ standing: 'superseded' }), ['move']],
  ['in another tab', { kind: 'moved-away', to: 'tab' }, ['move']],
  ['on another device', { kind: 'moved-away', to: 'device' }, ['redeem', 'join']],
  ['gone', placed({ standing: 'gone' }), ['join']],
  ['in the shop', inside, ['release']],
  ['let through', { kind: 'let-through', marked: false }, []],
  ['over', { kind: 'over' }, ['join']],
  ['here with a code', { kind: 'redeem', code: 'A', claimant: 'c'.repeat(8) }, ['redeem']],
  ['refused', refused('room-busy'), []],
  ['without cookies', { kind: 'no-cookies' }, []],
]

test.for(acts)('who is %s can do what can be done, by plain forms to the room', async (given) => {
  const [, view, acts] = given
  const page = await render(view)

  expect(actsOf(page)).toEqual(acts)
  const forms = [...page.matchAll(/<form method="post" action="([^"]+)"/g)]
  expect(forms.map(([, action]) => action)).toEqual(acts.map(() => '/rooms/winter-night?lang=en'))
})

describe('who waits is told, for eyes and for programs', () => {
  const told = {
    phase: 'open',
    number: '1482',
    'present-ahead': '238',
    'is-estimate': 'false',
    'at-most-ahead': '301',
    waiting: '412',
    'wait-low-ms': '65000',
    'wait-high-ms': '130000',
    'rate-per-second': '3',
    'as-of-ms': String(sampleNowMs - 1_000),
    news: '1',
  }
  const news = [happened(1, 'opened')]

  test.for(['waiting', 'lapsed', 'offered'] as const)('all of it while %s', async (standing) => {
    const page = await render(placed({ standing }, { news }))

    expect(factsIn(page)).toEqual(told)
    for (const words of ['1,482', '238', '301', '1 min to 3 min', 'up to 180 a minute', '412']) {
      expect(page).toContain(words)
    }
    expect(page).toContain('>20:03:11</time> Korean time')
  })

  test('an estimate as one, in the figure and in words', async () => {
    const page = await render(far())

    expect(factsIn(page)['is-estimate']).toBe('true')
    expect(page).toContain('about 18,204')
    expect(page).toContain(speak('en')('room.estimate.why'))
  })

  test('the deadline of a turn, the end of a session, the opening of a sale', async () => {
    const opensAtMs = sampleNowMs + 60_000

    expect(factsIn(await render(offered(41_200)))['deadline-ms']).toBe(`${sampleNowMs + 41_200}`)
    expect(await render(offered(41_200))).toContain('42 s left')
    expect(factsIn(await render(inside))['session-until-ms']).toBe(`${sampleNowMs + 1_020_000}`)
    expect(factsIn(await render(far({ phase: 'lobby', opensAtMs })))['opens-at-ms']).toBe(
      String(opensAtMs),
    )
  })

  test('nothing of an order that is not drawn yet', async () => {
    const page = await render(far({ phase: 'lobby' }), { facts: { order: 'draw' } })

    expect(factsIn(page)).not.toHaveProperty('present-ahead')
    expect(page).toContain(speak('en')('room.lobby.draw'))
  })

  test('the drawn position beside the number, and the lane where there are several', async () => {
    const place = { lane: 'club', number: 1_482, position: 77, generation: 0 }
    const page = await render(placed({ place }), { facts: { lanes: 2 } })

    expect(page).toMatch(/Drawn position<\/dt><dd>77</)
    expect(page).toMatch(/Lane<\/dt><dd>club</)
    expect(await render(placed())).not.toContain('Lane')
  })
})

describe('what a seller writes', () => {
  const evil = '"><script>alert(1)</script>'
  const facts = {
    title: { en: evil },
    note: { en: evil },
    picture: { src: evil, alt: { en: evil } },
  }

  test('is shown as text wherever it stands', async () => {
    for (const scripted of [false, true]) {
      const page = await render(far({}, { news: [messageOf(1, { en: evil })] }), {
        facts,
        scripted,
      })

      expect(page).not.toContain('<script>')
      expect(page.match(/&quot;&gt;&lt;script&gt;|&lt;script&gt;alert/g)?.length).toBeGreaterThan(4)
    }
  })

  test('stands on the ticket: a picture with its words, and a sentence', async () => {
    const picture = { src: '/poster.jpg', alt: { ko: '포스터', en: 'The poster' } }
    const page = await render(far(), { facts: { picture, note: { ko: '네 장까지' } } })

    expect(page).toContain('<img class="picture" src="/poster.jpg" alt="The poster"')
    expect(page).toContain('<p class="seller">네 장까지</p>')
  })
})

describe('the page renews itself', () => {
  const meta = '<meta http-equiv="refresh" content="20;url=?lang=en"'

  test('at the same address, after as long as it was told, and can be told not to', async () => {
    const page = await render(far(), { refreshSeconds: 20 })
    const stopped = await render(far(), { refreshSeconds: 0 })

    expect(page).toContain(meta)
    expect(page).toContain('href="?lang=en&amp;refresh=off"')
    expect(stopped).not.toContain('http-equiv')
    expect(stopped).toContain(`<a href="?lang=en">${speak('en')('room.refresh.start')}`)
  })

  test('but only without a script, where there is one', async () => {
    const page = await render(far(), { refreshSeconds: 20, scripted: true })
    const withScript = page.replaceAll(/<noscript>.*?<\/noscript>/g, '')

    expect(page).toContain(`<noscript>${meta}`)
    expect(withScript).not.toContain('http-equiv')
    expect(withScript).not.toContain('renews itself')
    expect(page).toContain('renews itself every 20 s')
  })

  test('not at all where nothing more will happen', async () => {
    expect(await render({ kind: 'over' })).not.toContain('http-equiv')
  })
})

describe('the script', () => {
  test('is handed all it goes on from, and is the one of the language', async () => {
    const page = await render(far(), { language: 'ko', scripted: true })
    const start = /data-start="([^"]*)"/.exec(page)?.[1]?.replaceAll('&quot;', '"')

    expect(page).toContain(
      '<script type="module" fetchpriority="high" src="/rooms/-/scripts/room.ko.js"></script>',
    )
    expect(JSON.parse(start ?? '')).toEqual({
      facts: factsWith(),
      language: 'ko',
      view: far(),
      nowMs: sampleNowMs,
    })
  })

  test("leaves room for the room's own colours, after ours", async () => {
    const page = await render(far(), { lookHref: '/rooms/winter-night/look.css?v=1' })

    expect(page.indexOf('look.css?v=1')).toBeGreaterThan(page.indexOf('/styles/room.css'))
  })
})

describe('news', () => {
  test('are shown latest first, and those after three are folded away', async () => {
    const news = [1, 2, 4, 3].map((no) => messageOf(no, { en: `Said ${no}` }))
    const page = await render(far({}, { news }))

    const shown = [...page.matchAll(/Said (\d)/g)].map(([, no]) => no)
    expect(shown).toEqual(['4', '3', '2', '1'])
    expect(page.indexOf('Earlier news')).toBeGreaterThan(page.indexOf('Said 2'))
    expect(page.indexOf('Earlier news')).toBeLessThan(page.indexOf('Said 1'))
  })

  test('are shown at the door too', async () => {
    expect(await render(outside({ news: [happened(3, 'sold-out')] }))).toContain(
      'data-fact="news" data-value="3"',
    )
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
    ['protocol-newer', 'busy'],
    ['room-held', 'held'],
    ['room-closed', 'held'],
    ['no-offer', 'no-offer'],
    ['offer-lapsed', 'offer-lapsed'],
    ['transfer-unknown', 'code-unknown'],
    ['transfer-used', 'code-used'],
    ['transfer-too-many-tries', 'code-tries'],
    ['moved-too-often', 'moved-too-often'],
    ['protocol-too-old', 'old-page'],
    ['constructor', 'unknown'],
  ] as const)('%s is told as %s, with a way back to the room', async ([code, name]) => {
    const page = await render(refused(code))

    expect(page).toContain(speak('en')(`room.refused.${name}`))
    expect(page).toContain('href="/rooms/winter-night?lang=en"')
  })
})

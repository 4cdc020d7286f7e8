import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CLOSE } from '../core/protocol/socket-terms.ts'
import type { FanEvent } from './events.ts'
import { doorAt, far, near, PageDouble, pollAt, session, START_MS, statusAt } from './fixtures.ts'

const turn = { turn: 7, deadlineMs: START_MS + 60_000 }

function item(no: number) {
  return { no, kind: 'paused' as const, atMs: START_MS + no }
}

/** A page whose socket is open. */
function connected(): PageDouble {
  const page = new PageDouble()
  page.passes(2_000)
  page.happens({ kind: 'opened', via: 'socket' })
  page.takeActions()
  return page
}

describe('a sale that has closed for good', () => {
  test('is asked about once more by who is connected, and then no more', () => {
    const page = connected()
    for (let pushes = 0; pushes < 4; pushes += 1) {
      page.happens({ kind: 'heard', message: statusAt(page.nowMs, { phase: 'closed' }) })
      page.passes(2_000)
    }
    expect(page.takeAsks()).toEqual([])
    page.passes(1_000)
    expect(page.takeAsks()).toHaveLength(1)
    page.takeActions()

    page.polled(pollAt(page.nowMs, { phase: 'closed' }, { next: { kind: 'stop' } }))

    expect(page.takeActions()).toEqual([{ kind: 'hang-up' }])
    page.passes(600_000)
    expect(page.takeActions()).toEqual([])
  })

  test('is looked at again by a person who comes back to its page', () => {
    const stopped = pollAt(START_MS, { phase: 'closed' }, { next: { kind: 'stop' } })
    const page = new PageDouble({ kind: 'placed', poll: stopped })
    page.passes(600_000)
    expect(page.takeActions()).toEqual([])

    page.happens({ kind: 'shown' })

    expect(page.takeAsks()).toHaveLength(1)
  })
})

describe('in the line', () => {
  test('far from the front it asks when it was told to, and no sooner', () => {
    const page = new PageDouble({ kind: 'placed', poll: pollAt(START_MS, {}, { next: far }) })

    page.passes(14_999)
    expect(page.takeAsks()).toEqual([])
    page.passes(1)
    expect(page.takeAsks()).toEqual(['status 15'])
  })

  test('near the front it polls until its connection is open, and then not', () => {
    const page = new PageDouble()

    page.passes(2_000)
    expect(page.takeActions()).toEqual([{ kind: 'connect', via: 'socket' }])
    page.passes(3_000)
    expect(page.takeAsks()).toEqual(['status 5'])
    page.polled(pollAt(page.nowMs))
    page.happens({ kind: 'opened', via: 'socket' })
    page.happens({ kind: 'heard', message: statusAt(page.nowMs) })
    page.passes(9_000)
    expect(page.takeAsks()).toEqual([])
  })

  test('R6: a push that does not come is made up for by a poll', () => {
    const page = connected()
    page.happens({ kind: 'heard', message: statusAt(page.nowMs) })

    page.passes(15_000)

    expect(page.takeAsks()).toEqual(['status 17'])
  })

  test('R6: what is older than what is held says nothing new, and "at most" never rises', () => {
    const page = connected()
    const younger = { presentAhead: 10, atMostAhead: 20, asOfMs: page.nowMs }
    page.happens({ kind: 'heard', message: statusAt(page.nowMs, younger) })

    page.polled(pollAt(page.nowMs, { presentAhead: 30, atMostAhead: 41, asOfMs: page.nowMs - 1 }))
    expect(page.view).toMatchObject({ poll: { status: { presentAhead: 10, atMostAhead: 20 } } })

    page.polled(pollAt(page.nowMs, { presentAhead: 12, atMostAhead: 25, asOfMs: page.nowMs + 1 }))
    expect(page.view).toMatchObject({ poll: { status: { presentAhead: 12, atMostAhead: 20 } } })
  })

  test('news is kept in order, each once, whichever way it came', () => {
    const page = connected()

    page.happens({ kind: 'heard', message: { kind: 'news', items: [item(2)] } })
    page.polled(pollAt(page.nowMs, {}, { news: [item(1), item(2)] }))

    expect(page.view).toMatchObject({ poll: { news: [{ no: 1 }, { no: 2 }] } })
  })

  test('"still there?" is answered by the page, shown, and over after a while', () => {
    const page = connected()

    page.happens({ kind: 'heard', message: { kind: 'still-there' } })

    expect(page.takeActions()).toEqual([{ kind: 'say', message: { kind: 'present' } }])
    expect(page.follower.state.isAskedFor).toBe(true)
    page.passes(20_000)
    expect(page.follower.state.isAskedFor).toBe(false)
  })
})

describe('a turn', () => {
  test('R8: is taken by itself while the page is looked at', () => {
    const page = connected()

    page.happens({ kind: 'heard', message: { kind: 'your-turn', ...turn, nowMs: page.nowMs } })
    page.passes(0)

    expect(page.view).toMatchObject({ poll: { offer: turn, status: { standing: 'offered' } } })
    expect(page.takeAsks()).toEqual(['claim 2'])
    page.happens({
      kind: 'answered',
      what: 'claim',
      answer: { kind: 'admitted', session, again: false },
      sentMs: page.nowMs,
    })
    expect(page.view).toEqual({ kind: 'inside', session })
    expect(page.takeActions()).toEqual([{ kind: 'hang-up' }])
  })

  test('waits for its person where the page is hidden, and is taken when they look', () => {
    const page = connected()
    page.happens({ kind: 'hidden' })
    page.happens({ kind: 'heard', message: { kind: 'your-turn', ...turn, nowMs: page.nowMs } })
    page.passes(5_000)
    expect(page.takeAsks()).not.toContain('claim 2')

    page.happens({ kind: 'shown' })
    page.passes(0)

    expect(page.takeAsks()).toContain('claim 7')
  })

  test('is asked for again where the answer was lost', () => {
    const page = connected()
    page.polled(pollAt(page.nowMs, { standing: 'offered' }, { offer: turn }))
    page.passes(0)
    page.takeAsks()

    page.happens({ kind: 'unreachable', what: 'claim' })
    page.passes(1_000)

    expect(page.takeAsks()).toEqual(['claim 2.8'])
  })

  test('is not undone by a document older than it, nor is the session', () => {
    const page = connected()
    const before = { asOfMs: page.nowMs - 1 }
    page.happens({ kind: 'heard', message: { kind: 'your-turn', ...turn, nowMs: page.nowMs } })

    page.polled(pollAt(page.nowMs, before))
    expect(page.view).toMatchObject({ poll: { offer: turn } })
    page.happens({
      kind: 'answered',
      what: 'claim',
      answer: { kind: 'admitted', session, again: false },
      sentMs: page.nowMs,
    })
    page.polled(pollAt(page.nowMs, before))

    expect(page.view.kind).toBe('inside')
  })

  test('R4: that was missed leaves a place, and no offer', () => {
    const page = connected()
    page.happens({ kind: 'hidden' })
    page.happens({ kind: 'heard', message: { kind: 'your-turn', ...turn, nowMs: page.nowMs } })

    page.happens({ kind: 'heard', message: { kind: 'lapsed' } })

    expect(page.view).toMatchObject({ kind: 'placed', poll: { status: { standing: 'lapsed' } } })
    expect(page.view).not.toHaveProperty('poll.offer')
  })
})

describe('a connection', () => {
  test('that will not stay gives way to a stream, that to polls, and it comes back', () => {
    const page = new PageDouble()
    const ends = () => page.happens({ kind: 'cut', code: 1006, reason: '' })
    const connects = () =>
      page.takeActions().flatMap((action) => (action.kind === 'connect' ? [action.via] : []))
    const tries = () => {
      page.passes(4_000)
      ends()
    }
    page.passes(2_000)
    ends()
    for (let time = 0; time < 3; time += 1) tries()
    expect(connects()).toEqual(['socket', 'socket', 'stream', 'stream'])
    page.passes(60_000)
    expect(connects()).toEqual([])
    expect(page.follower.state.transport).toBe('poll')

    page.passes(120_000)

    expect(connects()[0]).toBe('socket')
  })

  test('is tried by the best way again when a place comes back to this page', () => {
    const page = new PageDouble()
    for (let time = 0; time < 4; time += 1) {
      page.passes(4_000)
      page.happens({ kind: 'cut', code: 1006, reason: '' })
    }
    page.happens({ kind: 'tab-took-over' })
    page.takeActions()

    page.happens({ kind: 'taken-back' })
    page.polled(pollAt(page.nowMs))
    page.passes(2_000)

    expect(page.takeActions()).toContainEqual({ kind: 'connect', via: 'socket' })
  })

  test('that is half open is given up after 35 s without a word', () => {
    const page = connected()

    page.passes(34_000)
    expect(page.takeActions().filter(({ kind }) => kind === 'hang-up')).toEqual([])
    page.passes(3_000)

    const kinds = page.takeActions().map(({ kind }) => kind)
    expect(kinds).toEqual(expect.arrayContaining(['hang-up', 'connect']))
  })

  test('is pinged every 15 s, and a pong is a word', () => {
    const page = connected()
    for (let time = 0; time < 5; time += 1) {
      page.passes(15_000)
      page.happens({ kind: 'alive' })
    }

    expect(page.did.filter(({ action }) => action.kind === 'ping')).toHaveLength(5)
    expect(page.follower.state.transport).toBe('socket')
  })

  test('R4: who holds a stream polls besides, since an open stream proves nothing', () => {
    const page = new PageDouble(undefined, { transports: ['stream', 'poll'] })
    page.passes(2_000)
    page.happens({ kind: 'opened', via: 'stream' })
    page.takeAsks()

    for (let second = 0; second < 60; second += 1) {
      page.passes(1_000)
      page.happens({ kind: 'told', poll: pollAt(page.nowMs) })
      for (const _ of page.did.filter(({ action }) => action.kind === 'ask')) {
        page.polled(pollAt(page.nowMs))
      }
    }

    expect(page.takeAsks().length).toBeGreaterThanOrEqual(3)
  })

  test('that comes too early is not tried again, and the page asks when it was told to', () => {
    const page = new PageDouble()
    page.passes(2_000)
    page.takeActions()

    page.happens({ kind: 'cut', code: CLOSE.tooEarly, reason: '{"againInMs":4000}' })
    page.passes(2_999)
    expect(page.takeAsks()).toEqual([])
    page.passes(1_001)

    expect(page.takeAsks()).toEqual(['status 5'])
  })

  test('is made anew at once when a phone wakes up, and how things stand is asked', () => {
    const page = connected()
    page.nowMs += 120_000

    page.happens({ kind: 'shown' })
    page.passes(500)

    const kinds = page
      .takeActions()
      .map((action) => (action.kind === 'ask' ? action.ask.what : action.kind))
    expect(kinds).toEqual(expect.arrayContaining(['hang-up', 'status', 'connect']))
  })
})

describe('what cannot be reached', () => {
  test('is tried again with growing distances, and is offline from the second time on', () => {
    const page = new PageDouble({ kind: 'placed', poll: pollAt(START_MS, {}, { next: far }) })
    page.passes(15_000)
    const fails = () => page.happens({ kind: 'unreachable', what: 'status' })
    fails()
    expect(page.follower.state.isOffline).toBe(false)
    page.passes(750)
    fails()
    expect(page.follower.state.isOffline).toBe(true)
    page.passes(1_500)
    fails()
    page.passes(3_000)

    expect(page.takeAsks()).toEqual(['status 15', 'status 15.8', 'status 17.3', 'status 20.3'])
    page.polled(pollAt(page.nowMs))
    expect(page.follower.state.isOffline).toBe(false)
  })

  test('is asked at once when the network is back', () => {
    const page = new PageDouble({ kind: 'placed', poll: pollAt(START_MS, {}, { next: far }) })
    page.happens({ kind: 'offline' })
    expect(page.follower.state.isOffline).toBe(true)

    page.happens({ kind: 'online' })

    expect(page.takeAsks()).toEqual(['status 0'])
    expect(page.follower.state.isOffline).toBe(false)
  })

  test('is asked no sooner than it asked for', () => {
    const page = new PageDouble({ kind: 'placed', poll: pollAt(START_MS, {}, { next: far }) })
    page.passes(15_000)
    page.takeAsks()

    const problem = { code: 'room-busy' }
    page.happens({ kind: 'refused', what: 'status', status: 503, problem, retryAfterMs: 20_000 })
    page.passes(20_000)
    expect(page.takeAsks()).toEqual([])
    page.passes(1_000)

    expect(page.takeAsks()).toHaveLength(1)
  })
})

describe('a place elsewhere', () => {
  test('R5: in another tab is followed there alone, until it is taken back here', () => {
    const page = connected()

    page.happens({ kind: 'tab-took-over' })
    expect(page.view).toEqual({ kind: 'moved-away', to: 'tab' })
    expect(page.takeActions()).toEqual([{ kind: 'hang-up' }])
    page.passes(600_000)
    page.happens({ kind: 'shown' })
    expect(page.takeActions()).toEqual([])

    page.happens({ kind: 'taken-back' })
    expect(page.takeAsks()).toEqual(['status 602'])
    page.polled(pollAt(page.nowMs))
    expect(page.view.kind).toBe('placed')
  })

  test('R5: on another device is told apart from another tab, by its generation', () => {
    const other = connected()
    other.happens({ kind: 'heard', message: { kind: 'moved-away', generation: 1 } })
    other.happens({ kind: 'cut', code: CLOSE.movedAway, reason: '' })
    expect(other.view).toEqual({ kind: 'moved-away', to: 'device' })
  })

  test('R5: replaced by a newer connection it tries once more, and then believes it', () => {
    const page = connected()
    const isReplaced = () => {
      page.happens({ kind: 'heard', message: { kind: 'moved-away', generation: 0 } })
      page.happens({ kind: 'cut', code: CLOSE.movedAway, reason: 'moved away' })
    }

    isReplaced()
    expect(page.view.kind).toBe('placed')
    page.passes(2_000)
    expect(page.takeActions()).toContainEqual({ kind: 'connect', via: 'socket' })
    page.happens({ kind: 'opened', via: 'socket' })
    isReplaced()

    expect(page.view).toEqual({ kind: 'moved-away', to: 'tab' })
    page.takeActions()
    page.passes(600_000)
    expect(page.takeActions()).toEqual([])
  })

  test('R5: is learned by a poll as well', () => {
    const page = new PageDouble()
    page.refused('status', 410, 'place-superseded', { step: 'take-over' })

    expect(page.view).toEqual({ kind: 'moved-away', to: 'device' })
  })
})

describe('the room', () => {
  test('that is gone is said to be, and looked for again seldom', () => {
    const page = new PageDouble()

    page.refused('status', 404, 'not-found')

    expect(page.view).toEqual({ kind: 'gone' })
    page.takeActions()
    page.passes(29_000)
    expect(page.takeAsks()).toEqual([])
    page.passes(2_000)
    expect(page.takeAsks()).toHaveLength(1)
  })

  test('whose place has ended says so, and asks nothing more', () => {
    const page = new PageDouble()
    page.refused('status', 410, 'place-gone', { step: 'join' })
    page.takeActions()

    page.passes(600_000)

    expect(page.view).toEqual({ kind: 'over' })
    expect(page.takeActions()).toEqual([])
  })

  test('whose fan has left is not brought back by an answer that was on its way', () => {
    const page = connected()
    page.happens({ kind: 'wants', ask: { what: 'leave' } })
    page.happens({
      kind: 'answered',
      what: 'leave',
      answer: { kind: 'left' },
      sentMs: page.nowMs,
    })

    page.polled(pollAt(page.nowMs))

    expect(page.view).toEqual({ kind: 'over' })
  })

  test('of a newer time has this page load itself anew', () => {
    const page = new PageDouble()
    page.takeActions()

    page.refused('status', 410, 'protocol-too-old', { step: 'reload' })

    expect(page.takeActions()).toEqual([{ kind: 'reload' }])
  })

  test('that is busy is asked to take the fan again, without their doing', () => {
    const page = new PageDouble({ kind: 'outside', door: doorAt(START_MS) })
    page.happens({ kind: 'wants', ask: { what: 'join', body: {} } })
    page.takeAsks()

    page.refused('join', 503, 'room-busy')

    expect(page.view).toEqual({ kind: 'refused', code: 'room-busy' })
    page.passes(1_000)
    expect(page.takeAsks()).toEqual(['join 0.8'])
  })

  test('tells who joins what a poll would', () => {
    const page = new PageDouble({ kind: 'outside', door: doorAt(START_MS) })
    page.happens({ kind: 'wants', ask: { what: 'join', body: {} } })
    const poll = pollAt(START_MS)

    page.happens({
      kind: 'answered',
      what: 'join',
      answer: { kind: 'placed', place: poll.status.place, token: 'a.b.c', poll },
      sentMs: START_MS,
    })

    expect(page.view).toEqual({ kind: 'placed', poll })
    expect(page.follower.state.startedAhead).toBe(30)
  })

  test('without cookies is followed by the token, in this page alone', () => {
    const page = new PageDouble({ kind: 'outside', door: doorAt(START_MS) })
    const poll = pollAt(START_MS, {}, { next: far })
    page.happens({
      kind: 'answered',
      what: 'join',
      answer: { kind: 'placed', place: poll.status.place, token: 'a.b.c', poll },
      sentMs: START_MS,
    })
    page.passes(15_000)
    page.takeActions()

    page.refused('status', 401, 'no-place', { step: 'join' })

    expect(page.takeActions()).toEqual([
      { kind: 'carry-token' },
      { kind: 'ask', ask: { what: 'status' } },
    ])
    expect(page.follower.state.isKeptByPageOnly).toBe(true)
  })

  test('without cookie and without token has no place, and does not say that it keeps one', () => {
    const page = new PageDouble({ kind: 'placed', poll: pollAt(START_MS, {}, { next: far }) })
    page.passes(15_000)

    page.refused('status', 401, 'no-place', { step: 'join' })
    page.refused('status', 401, 'no-place', { step: 'join' })

    expect(page.follower.state.isKeptByPageOnly).toBe(false)
    expect(page.takeAsks().at(-1)).toBe('door 15')
  })

  test('shows who has no place the door, and asks it again when it was told to', () => {
    const page = new PageDouble({ kind: 'unknown' })
    expect(page.takeAsks()).toEqual(['status 0'])
    page.refused('status', 401, 'no-place', { step: 'join' })
    expect(page.takeAsks()).toEqual(['door 0'])

    page.happens({ kind: 'answered', what: 'door', answer: doorAt(START_MS), sentMs: START_MS })
    page.passes(12_000)

    expect(page.view.kind).toBe('outside')
    expect(page.takeAsks()).toEqual(['door 12'])
  })
})

/** Anything that can happen to a page, in any order. */
const anything: fc.Arbitrary<FanEvent> = fc.oneof(
  fc.constantFrom<FanEvent>(
    { kind: 'woken' },
    { kind: 'opened', via: 'socket' },
    { kind: 'opened', via: 'stream' },
    { kind: 'alive' },
    { kind: 'heard', message: { kind: 'still-there' } },
    { kind: 'heard', message: { kind: 'lapsed' } },
    { kind: 'heard', message: { kind: 'your-turn', ...turn, nowMs: START_MS } },
    { kind: 'heard', message: { kind: 'moved-away', generation: 1 } },
    { kind: 'cut', code: 1006, reason: '' },
    { kind: 'cut', code: CLOSE.tooEarly, reason: '{"againInMs":-5}' },
    { kind: 'cut', code: CLOSE.tooEarly, reason: 'null' },
    { kind: 'shown' },
    { kind: 'hidden' },
    { kind: 'online' },
    { kind: 'offline' },
    { kind: 'tab-took-over' },
    { kind: 'taken-back' },
    { kind: 'unreachable', what: 'status' },
    { kind: 'unreachable', what: 'claim' },
    { kind: 'refused', what: 'status', status: 503, problem: { code: 'x' }, retryAfterMs: 1 },
  ),
  fc
    .constantFrom('waiting' as const, 'absent' as const, 'lapsed' as const, 'gone' as const)
    .map((standing) => ({ kind: 'told' as const, poll: pollAt(START_MS, { standing }) })),
)

test('whatever happens, it never asks more than once a second on average, nor holds two connections', () => {
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 60 }), (events) => {
      const page = new PageDouble()
      let open = 0
      for (const event of events) {
        if (event.kind === 'cut') open = 0
        page.happens(event)
        page.passes(1_000)
        for (const { action } of page.did) {
          if (action.kind === 'connect') open += 1
          if (action.kind === 'hang-up') open = 0
          expect(open).toBeLessThanOrEqual(1)
        }
        const asks = page.takeAsks()
        const looks = asks.filter((name) => name.startsWith('status'))
        // One by the event itself, one that was due.
        expect(looks.length).toBeLessThanOrEqual(2)
        if (looks.length > 0) page.polled(pollAt(page.nowMs))
      }
    }),
  )
})

test('a turn that comes while nobody is connected is found by a poll', () => {
  const page = new PageDouble(undefined, { transports: ['poll'] })
  page.passes(5_000)
  page.takeAsks()

  page.polled(pollAt(page.nowMs, { standing: 'offered' }, { offer: turn, next: near }))
  page.passes(0)

  expect(page.takeAsks()).toEqual(['claim 5'])
})

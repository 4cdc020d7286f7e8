import { CLOSE } from '../core/protocol/socket-terms.ts'
import { describe, expect, test } from 'vitest'
import { Fan } from './fan.ts'
import type { FanAction, FanEvent } from './fan-events.ts'
import { answered, placedAt, pollAt, refused, sessionUntil, statusAt } from './fixtures/answers.ts'
import { planWith } from './fixtures/plans.ts'
import type { Plan } from './manners.ts'

const woken: FanEvent = { kind: 'woken' }

/** A fan who has joined and holds a socket, at a second of the clock. */
function connectedFan(own: Partial<Plan> = {}): Fan {
  const fan = new Fan(planWith(own), () => 0.5)
  fan.step({ kind: 'begun' }, 0)
  fan.step(answered('join')(placedAt(0)), 0)
  fan.step(woken, 1_000)
  fan.step({ kind: 'connected' }, 1_000)
  return fan
}

/** What a fan does until an instant, if nothing happens meanwhile. */
function until(fan: Fan, atMs: number): FanAction[] {
  const done: FanAction[] = []
  for (;;) {
    const nextMs = fan.nextMs()
    if (nextMs === undefined || nextMs > atMs) return done
    done.push(...fan.step(woken, nextMs))
  }
}

function asks(actions: readonly FanAction[]): string[] {
  return actions.flatMap((action) => (action.kind === 'ask' ? [action.ask.what] : []))
}

function yourTurn(turn: number, nowMs: number, deadlineMs: number): FanEvent {
  return { kind: 'heard', message: { kind: 'your-turn', turn, nowMs, deadlineMs } }
}

/** A fan who was called, and is in the shop from 5.5 s on. */
function shoppingFan(own: Partial<Plan>, session: ReturnType<typeof sessionUntil>): Fan {
  const fan = connectedFan(own)
  fan.step(yourTurn(1, 5_000, 65_000), 5_000)
  until(fan, 5_500)
  const entered = fan.step(answered('claim')({ kind: 'admitted', session, again: false }), 5_500)
  expect(entered).toEqual([{ kind: 'hang-up', how: 'closed' }])
  return fan
}

describe('in the line', () => {
  test('a fan joins, and opens a socket when the room says so', () => {
    const fan = new Fan(planWith(), () => 0.5)

    expect(fan.step({ kind: 'begun' }, 0)).toEqual([{ kind: 'ask', ask: { what: 'join' } }])
    fan.step(answered('join')(placedAt(0)), 0)

    expect(until(fan, 999)).toEqual([])
    expect(until(fan, 1_000)).toEqual([{ kind: 'connect' }])
  })

  test('a fan who is far polls when the room says so, and has no socket', () => {
    const fan = new Fan(planWith(), () => 0.5)
    fan.step({ kind: 'begun' }, 0)
    fan.step(answered('join')(placedAt(0, { next: { kind: 'poll', inMs: 12_000 } })), 0)

    expect(until(fan, 12_000)).toEqual([{ kind: 'ask', ask: { what: 'status' } }])
  })

  test('a fan who cannot have a socket polls as often as the room says', () => {
    const fan = new Fan(planWith({ transport: 'poll' }), () => 0.5)
    fan.step({ kind: 'begun' }, 0)
    fan.step(answered('join')(placedAt(0)), 0)

    expect(until(fan, 5_000)).toEqual([{ kind: 'ask', ask: { what: 'status' } }])
  })

  test('a poll before the socket is due does not draw another delay', () => {
    const fan = new Fan(planWith(), () => 0.5)
    fan.step({ kind: 'begun' }, 0)
    fan.step(
      answered('join')(placedAt(0, { next: { kind: 'connect', inMs: 20_000, pollMs: 5_000 } })),
      0,
    )

    fan.step(answered('status')({ kind: 'told', answer: pollAt(5_000) }), 5_000)

    expect(until(fan, 19_999)).not.toContainEqual({ kind: 'connect' })
    expect(until(fan, 20_000)).toContainEqual({ kind: 'connect' })
  })

  test('an open socket is pinged every fifteen seconds', () => {
    const pings = until(connectedFan(), 46_000).filter(({ kind }) => kind === 'ping')

    expect(pings).toHaveLength(3)
  })

  test('"still there?" is answered', () => {
    const said = connectedFan().step({ kind: 'heard', message: { kind: 'still-there' } }, 2_000)

    expect(said).toEqual([{ kind: 'say', message: { kind: 'present' } }])
  })

  test('a socket that breaks is opened again, after a moment', () => {
    const fan = connectedFan()
    fan.step({ kind: 'cut', code: 1006, reason: '' }, 3_000)

    expect(until(fan, 3_000)).toEqual([])
    expect(until(fan, 4_000)).toEqual([{ kind: 'connect' }])
  })

  test('a socket that was too early is followed by a poll when the room said so', () => {
    const fan = connectedFan()
    fan.step({ kind: 'cut', code: CLOSE.tooEarly, reason: '{"againInMs":7000}' }, 3_000)

    expect(until(fan, 9_999)).toEqual([])
    expect(until(fan, 10_000)).toEqual([{ kind: 'ask', ask: { what: 'status' } }])
  })

  test('a close without a time to come back means some seconds', () => {
    const fan = connectedFan()
    fan.step({ kind: 'cut', code: CLOSE.tooEarly, reason: '' }, 3_000)

    expect(asks(until(fan, 13_000))).toEqual(['status'])
  })

  test('a fan whose socket is refused learns why by a poll', () => {
    const fan = connectedFan()
    fan.step({ kind: 'cut', code: 410, reason: '' }, 3_000)

    expect(asks(until(fan, 4_000))).toEqual(['status'])
  })

  test('a fan who has no socket when it would be lost loses nothing', () => {
    const fan = new Fan(planWith({ losesSocketAfterMs: 2_000 }), () => 0.5)
    fan.step(answered('join')(placedAt(0, { next: { kind: 'poll', inMs: 9_000 } })), 0)

    expect(until(fan, 8_000)).toEqual([])
  })

  test('a sale that is closed takes nobody any more', () => {
    const fan = new Fan(planWith(), () => 0.5)

    expect(fan.step(answered('join')(refused(409, 'join-closed')), 0)).toEqual([
      { kind: 'end', how: 'turned-away' },
    ])
  })

  test('a fan who hears of the close asks once more, and goes when there is nothing to come', () => {
    const fan = connectedFan()
    fan.step({ kind: 'heard', message: statusAt(5_000, { phase: 'closed' }) }, 5_000)
    expect(asks(until(fan, 10_900))).toEqual([])
    expect(asks(until(fan, 17_100))).toEqual(['status'])

    const told = { kind: 'told', answer: pollAt(14_000, { next: { kind: 'stop' } }) } as const
    const gone = fan.step(answered('status')(told), 14_000)

    expect(gone).toContainEqual({ kind: 'end', how: 'turned-away' })
  })

  test('a sale that has not begun is asked again', () => {
    const fan = new Fan(planWith(), () => 0.5)
    fan.step(answered('join')(refused(409, 'join-too-early')), 0)

    expect(asks(until(fan, 5_000))).toEqual(['join'])
  })

  test('a server that is away is asked again, later and later, for the same place', () => {
    const fan = connectedFan()
    const triesMs: number[] = []
    fan.step(answered('status')({ kind: 'unreachable', why: 'ECONNREFUSED' }), 2_000)
    for (let tries = 0; tries < 4; tries += 1) {
      const atMs = fan.nextMs() ?? 0
      triesMs.push(atMs)
      expect(asks(fan.step(woken, atMs))).toEqual(['status'])
      fan.step(answered('status')({ kind: 'unreachable', why: 'ECONNREFUSED' }), atMs)
    }

    expect(triesMs).toEqual([2_300, 2_900, 4_100, 6_500])
  })

  test('a busy room is asked again when it says so, and a little later', () => {
    const fan = connectedFan()
    fan.step(answered('status')(refused(503, 'room-busy', 4_000)), 2_000)

    expect(fan.nextMs()).toBeGreaterThanOrEqual(6_000)
  })

  test('a reload drops the socket and comes again with the place', () => {
    const fan = connectedFan({ reloadsAfterMs: 8_000 })

    expect(until(fan, 8_000)).toEqual([{ kind: 'hang-up', how: 'closed' }])
    expect(asks(until(fan, 10_000))).toEqual(['join'])
  })

  test('a lost socket is dropped without a word, and opened again', () => {
    const fan = connectedFan({ losesSocketAfterMs: 8_000 })

    expect(until(fan, 8_000)).toEqual([{ kind: 'hang-up', how: 'lost' }])
    expect(until(fan, 13_000)).toEqual([{ kind: 'connect' }])
  })

  test('a fan out of patience leaves, and it is over when the room has heard it', () => {
    const fan = connectedFan({ patienceMs: 9_000 })
    expect(asks(until(fan, 9_000))).toEqual(['leave'])

    const ended = fan.step(answered('leave')({ kind: 'left' }), 9_100)

    expect(ended.at(-1)).toEqual({ kind: 'end', how: 'left' })
  })

  test('a fan who left without hearing so has left all the same', () => {
    const fan = connectedFan({ patienceMs: 9_000 })
    until(fan, 9_000)
    fan.step(answered('leave')({ kind: 'unreachable', why: 'ECONNRESET' }), 9_100)

    const ended = fan.step(answered('status')(refused(410, 'place-gone')), 9_200)

    expect(ended.at(-1)).toEqual({ kind: 'end', how: 'left' })
  })

  test.each(['gone', 'superseded'] as const)('a place that is %s is lost', (standing) => {
    const answer = pollAt(2_000, { status: statusAt(2_000, { standing }) })

    const ended = connectedFan().step(answered('status')({ kind: 'told', answer }), 2_000)

    expect(ended.at(-1)).toEqual({ kind: 'end', how: 'lost' })
  })
})

describe('called', () => {
  test('a fan claims after a moment', () => {
    const fan = connectedFan()
    fan.step(yourTurn(1, 5_000, 65_000), 5_000)

    expect(asks(until(fan, 5_499))).toEqual([])
    expect(asks(until(fan, 5_500))).toEqual(['claim'])
  })

  test('a clock that is wrong by a day changes nothing', () => {
    const fan = connectedFan()
    const dayMs = 86_400_000
    fan.step(yourTurn(1, dayMs + 5_000, dayMs + 65_000), 5_000)

    expect(asks(until(fan, 5_499))).toEqual([])
    expect(asks(until(fan, 5_500))).toEqual(['claim'])
  })

  test('a claim that nobody answered is sent again', () => {
    const fan = connectedFan()
    fan.step(yourTurn(1, 5_000, 65_000), 5_000)
    until(fan, 5_500)
    fan.step(answered('claim')({ kind: 'unreachable', why: 'ECONNRESET' }), 5_600)

    expect(asks(until(fan, 6_500))).toEqual(['claim'])
  })

  test('a turn told twice is claimed once', () => {
    const fan = connectedFan()
    fan.step(yourTurn(1, 5_000, 65_000), 5_000)
    until(fan, 5_500)
    fan.step(yourTurn(1, 5_600, 65_000), 5_600)

    expect(asks(until(fan, 7_000))).toEqual([])
  })

  test('R4: a fan who missed the turn says so, and claims the next', () => {
    const fan = connectedFan({ missesTurn: 'once', comesBackAfterMs: 3_000 })
    fan.step(yourTurn(1, 5_000, 10_000), 5_000)
    expect(asks(until(fan, 10_000))).toEqual([])
    fan.step({ kind: 'heard', message: { kind: 'lapsed' } }, 10_000)

    expect(until(fan, 13_000)).toContainEqual({ kind: 'ask', ask: { what: 'here' } })
    fan.step(yourTurn(2, 14_000, 19_000), 14_000)
    expect(asks(until(fan, 14_500))).toContain('claim')
  })

  test('a fan knows by the clock that a turn was missed, when no word of it comes', () => {
    const fan = connectedFan({ missesTurn: 'once', comesBackAfterMs: 3_000 })
    fan.step(yourTurn(1, 5_000, 10_000), 5_000)

    expect(asks(until(fan, 15_000))).toContain('here')
  })

  test('a status from before "I\'m here" is no second lapse', () => {
    const fan = connectedFan({ missesTurn: 'once', comesBackAfterMs: 3_000 })
    fan.step(yourTurn(1, 5_000, 10_000), 5_000)
    fan.step({ kind: 'heard', message: { kind: 'lapsed' } }, 10_000)
    until(fan, 13_000)
    const status = statusAt(13_500, { standing: 'lapsed', asOfMs: 12_000 })

    fan.step(answered('status')({ kind: 'told', answer: pollAt(13_500, { status }) }), 13_500)

    expect(asks(until(fan, 17_000))).not.toContain('here')
  })

  test('a fan who missed the turn for good is not seen again', () => {
    const fan = connectedFan({ missesTurn: 'for-good' })
    fan.step(yourTurn(1, 5_000, 10_000), 5_000)

    const ended = fan.step({ kind: 'heard', message: { kind: 'lapsed' } }, 10_000)

    expect(ended).toEqual([
      { kind: 'hang-up', how: 'closed' },
      { kind: 'end', how: 'gave-up' },
    ])
    expect(fan.nextMs()).toBeUndefined()
  })
})

describe('in the shop', () => {
  test('a fan releases the session when shopping is done', () => {
    const fan = shoppingFan({ shoppingMs: 20_000 }, sessionUntil(600_000))
    expect(asks(until(fan, 25_500))).toEqual(['release'])

    const ended = fan.step(answered('release')({ kind: 'released' }), 25_600)

    expect(ended).toEqual([{ kind: 'end', how: 'served' }])
  })

  test('a token is renewed before it ends, also when the first try comes to nothing', () => {
    const fan = shoppingFan({ shoppingMs: 60_000 }, sessionUntil(600_000, 15_500))
    expect(asks(until(fan, 10_500))).toEqual(['renew'])
    fan.step(answered('renew')(refused(503, 'room-busy')), 10_600)

    expect(asks(until(fan, 11_500))).toEqual(['renew'])
    const renewed = { kind: 'renewed', session: sessionUntil(600_000, 25_600) } as const
    fan.step(answered('renew')(renewed), 11_600)
    expect(asks(until(fan, 18_000))).toEqual([])
  })

  test('a fan who goes silently releases nothing', () => {
    const fan = shoppingFan({ shoppingMs: 20_000, saysGoodbye: false }, sessionUntil(600_000))

    expect(until(fan, 25_500)).toEqual([{ kind: 'end', how: 'served' }])
  })

  test('a fan let in by the join asks for the time before the session can be renewed', () => {
    const fan = new Fan(planWith(), () => 0.5)
    fan.step({ kind: 'begun' }, 0)
    const { place } = statusAt(0)
    const session = sessionUntil(9_000_000, 9_000_000 - 540_000)
    const answer = { kind: 'admitted', place, token: 't', session } as const

    expect(asks(fan.step(answered('join')({ kind: 'joined', answer }), 0))).toEqual(['status'])
    const told = pollAt(9_000_000 - 600_000, { session })
    fan.step(answered('status')({ kind: 'told', answer: told }), 0)
    expect(fan.nextMs()).toBe(20_000)
  })
})

describe('by a stream or a page', () => {
  test('a turn that the stream tells is claimed by a request', () => {
    const fan = connectedFan({ transport: 'stream' })
    const offer = { turn: 1, deadlineMs: 65_000 }
    fan.step({ kind: 'streamed', answer: pollAt(5_000, { offer }) }, 5_000)

    expect(asks(until(fan, 5_499))).not.toContain('claim')
    expect(asks(until(fan, 5_500))).toContain('claim')
  })

  test('what the stream still tells somebody who is in the shop changes nothing', () => {
    const fan = shoppingFan({ transport: 'stream' }, sessionUntil(900_000))

    expect(fan.step({ kind: 'streamed', answer: pollAt(6_000) }, 6_000)).toEqual([])
    expect(asks(until(fan, 25_500))).toEqual(['release'])
  })

  test('a stream that is not to be opened again is followed by polls', () => {
    const fan = connectedFan({ transport: 'stream' })
    fan.step({ kind: 'dismissed', code: 'stream-replaced' }, 5_000)
    expect(asks(until(fan, 6_000))).toEqual(['status'])

    fan.step(answered('status')({ kind: 'told', answer: pollAt(6_000) }), 6_000)

    expect(until(fan, 11_000)).toEqual([{ kind: 'ask', ask: { what: 'status' } }])
  })

  test('a page that shows the turn after its button was pressed is pressed again', () => {
    const fan = new Fan(planWith({ transport: 'page' }), () => 0.5)
    const turn = pollAt(5_000, { offer: { turn: 65_000, deadlineMs: 65_000 } })
    fan.step(answered('join')(placedAt(0)), 0)
    fan.step(answered('status')({ kind: 'told', answer: turn }), 5_000)
    expect(asks(until(fan, 5_500))).toEqual(['claim'])

    fan.step(answered('claim')({ kind: 'told', answer: turn }), 5_600)

    expect(asks(until(fan, 6_100))).toEqual(['claim'])
  })

  test('a page that shows the shop tells the clock with it', () => {
    const fan = new Fan(planWith({ transport: 'page', saysGoodbye: false }), () => 0.5)
    const dayMs = 86_400_000
    const session = sessionUntil(dayMs + 9_000)
    const inside = { kind: 'admitted', session, again: false, nowMs: dayMs } as const
    fan.step(answered('join')(inside), 0)

    expect(until(fan, 9_000)).toEqual([{ kind: 'end', how: 'served' }])
  })
})

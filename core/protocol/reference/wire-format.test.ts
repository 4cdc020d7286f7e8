/** Which changes of the wire format those survive who speak the version already. */
import { describe, expect, test } from 'vitest'
import { breaksIn, wireFormat, type WireFormat } from './wire-format.ts'

/** The format with one message changed. */
function changed(id: string, fields: Record<string, string | undefined>): WireFormat {
  const whole = wireFormat()
  const merged = Object.entries({ ...whole[id], ...fields }).filter(
    ([, type]) => type !== undefined,
  )
  return { ...whole, [id]: Object.fromEntries(merged.map(([path, type]) => [path, type ?? ''])) }
}

describe('survives', () => {
  test.each([
    ['an optional field', 'pollAnswer', { colour: 'optional text' }],
    [
      'an optional part with fields of its own',
      'pollAnswer',
      { a: 'optional object', 'a.b': 'text' },
    ],
    [
      'another kind of news',
      'newsItem',
      { kind: 'one of closed, message, opened, paused, rained, resumed, sold-out' },
    ],
    [
      'another message over the socket',
      'socketDown',
      { '': `${wireFormat()['socketDown']?.['']}, socketRain` },
    ],
    ['a longer text sent up', 'redeemRequest', { code: 'text 1..60' }],
    [
      'a field the server no longer needs',
      'redeemRequest',
      { claimant: 'optional text /^[A-Za-z0-9_-]{8,32}$/' },
    ],
  ])('P61: %s', (_, id, fields) => {
    expect(breaksIn(wireFormat(), changed(id, fields))).toEqual([])
  })

  test('P61: a new message, and none of the old ones missing', () => {
    expect(breaksIn(wireFormat(), { ...wireFormat(), rain: { '': 'object' } })).toEqual([])
  })
})

describe('does not survive', () => {
  test.each([
    ['a field that is gone', 'pollAnswer', { next: undefined }, 'pollAnswer.next is gone'],
    [
      'a new field that must be there',
      'pollAnswer',
      { colour: 'text' },
      'pollAnswer.colour is new and not optional',
    ],
    [
      'a new part of a part that must be there',
      'fanStatus',
      { 'wait.meanMs': 'integer 0..' },
      'fanStatus.wait.meanMs is new and not optional',
    ],
    ['another type', 'session', { untilMs: 'text' }, 'session.untilMs was integer 0.. and is text'],
    [
      'a field that may now be missing',
      'session',
      { untilMs: 'optional integer 0..' },
      'session.untilMs was integer 0.. and is optional integer 0..',
    ],
    [
      'a phase nobody knows',
      'doorAnswer',
      { phase: 'one of closed, drawing, lobby, open, paused, rained, scheduled' },
      'doorAnswer.phase was',
    ],
    ['a kind that is gone', 'newsItem', { kind: 'one of message, opened' }, 'newsItem.kind was'],
    [
      'a longer text that comes down',
      'joinPlaced',
      { token: 'text 1..2048' },
      'joinPlaced.token was',
    ],
    ['a shorter text sent up', 'redeemRequest', { code: 'text 1..20' }, 'redeemRequest.code was'],
    [
      'a field that must now be sent',
      'joinRequest',
      { lane: 'text /^[a-z][a-z0-9-]{0,31}$/' },
      'joinRequest.lane was',
    ],
  ])('P61: %s', (_, id, fields, said) => {
    expect(breaksIn(wireFormat(), changed(id, fields))).toEqual([expect.stringContaining(said)])
  })

  test('P61: a message that is gone', () => {
    const { session: _, ...rest } = wireFormat()

    expect(breaksIn(wireFormat(), rest)).toEqual(['session is gone'])
  })
})

/** The messages as they go over the wire: what they let pass, and what they do not. */
import { describe, expect, test } from 'vitest'
import { joinRequest } from './join.ts'
import { sessionRequest } from './session.ts'
import { socketDown } from './socket-down.ts'
import { socketUp } from './socket-up.ts'

describe('what a fan sends', () => {
  test('may hold fields nobody knows: a newer page says more', () => {
    expect(joinRequest.parse({ lane: 'general', colour: 'red' })).toEqual({ lane: 'general' })
    expect(socketUp.parse({ kind: 'here', since: 7 })).toEqual({ kind: 'here' })
  })

  test.each([
    [joinRequest, { lane: 'General' }],
    [joinRequest, { lane: 'x'.repeat(33) }],
    [joinRequest, { reloaded: 'short' }],
    [joinRequest, { reloaded: 'x'.repeat(33) }],
    [sessionRequest, {}],
    [sessionRequest, { sessionId: 'x'.repeat(161) }],
    [socketUp, { kind: 'your-turn' }],
    [socketUp, {}],
  ])('is refused where it is wrong', (schema, message) => {
    expect(schema.safeParse(message).success).toBe(false)
  })
})

test('what a segment pushes is told apart by its kind', () => {
  const turn = { kind: 'your-turn', turn: 1, deadlineMs: 2, nowMs: 1 }

  expect(socketDown.parse(turn)).toEqual(turn)
  expect(socketDown.safeParse({ kind: 'your-turn', turn: 1 }).success).toBe(false)
})

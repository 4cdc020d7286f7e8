import { describe, expect, test } from 'vitest'
import { deltaRefusals, refusals } from './refusals.ts'

const all = Object.entries(refusals)

describe('the table of refusals', () => {
  test('a code, its status and its step change only on purpose', () => {
    expect(all.map(([code, { status, step }]) => `${code} ${status} ${step}`)).toMatchSnapshot(
      'holders',
    )
    expect(deltaRefusals).toMatchSnapshot('verifiers')
  })

  test('R5: what may be our own delay is 503, and nobody is told to join again', () => {
    const ours = all.filter(([, { status }]) => status === 503)

    expect(ours.length).toBeGreaterThan(0)
    for (const [, { step }] of ours) expect(['retry', 'waiting-room']).toContain(step)
    const retried = all.filter(([, { step }]) => step === 'retry')
    for (const [, { status }] of retried) expect(status).toBe(503)
  })

  test('an unknown key is always worth another try', () => {
    const unknown = all.filter(([code]) => code.endsWith('-unknown-key'))

    expect(unknown).toHaveLength(2)
    for (const [, { status, step }] of unknown) expect([status, step]).toEqual([503, 'retry'])
  })

  test('every message is one sentence that says what was wrong and what to do', () => {
    for (const [, { message }] of all) expect(message).toMatch(/^[A-Z][^.:]+: [^.:]+\.$/)
  })
})

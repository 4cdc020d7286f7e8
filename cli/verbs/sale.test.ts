import { afterEach, describe, expect, test, vi } from 'vitest'
import { done, said, view } from '../fixtures.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const api = '/operate/api'

describe('a sale is steered', () => {
  test.each<[string, string, unknown]>([
    ['rate demo 2.5 --yes', 'PATCH rooms/demo', { settings: { ratePerSecond: 2.5 } }],
    [
      'lanes demo general=80 members=20 --yes',
      'PATCH rooms/demo',
      {
        settings: {
          lanes: [
            { id: 'general', sharePercent: 80 },
            { id: 'members', sharePercent: 20 },
          ],
        },
      },
    ],
    [
      'schedule demo --lobby none --open 2026-12-01T20:00:00+09:00 --close 1800000000000 --yes',
      'PATCH rooms/demo',
      {
        settings: {
          schedule: {
            lobbyAtMs: null,
            openAtMs: '2026-12-01T20:00:00+09:00',
            closeAtMs: 1_800_000_000_000,
          },
        },
      },
    ],
  ])('by %s', async (line, asked, change) => {
    const { heard, exit } = await said(line, [
      [200, view],
      [200, done],
    ])

    expect([exit, `${heard[1]?.method} ${heard[1]?.path.replace(`${api}/`, '')}`]).toEqual([
      0,
      asked,
    ])
    expect(heard[1]?.body).toEqual({ version: 3, change })
  })

  test.each<[string | string[], string, unknown]>([
    ['rate demo follow --yes', 'follow', undefined],
    ['admit demo 50 --yes', 'admit', { count: 50 }],
    [['message', 'demo', '--ko', '곧 다시', '--yes'], 'message', { text: { ko: '곧 다시' } }],
    ['revoke-all demo --yes', 'revoke-all', undefined],
  ])('by %s', async (line, path, body) => {
    const { heard } = await said(line, [[200, done]])

    expect(heard).toMatchObject([{ method: 'POST', path: `${api}/rooms/demo/${path}` }])
    expect(heard[0]?.body).toEqual(body)
  })

  test.each([
    ['revoke demo s1', 'ended', 'It has ended.'],
    ['release demo s1', 'already-over', 'It was over already.'],
  ])('%s, which answers %s, is said', async (line, kind, sentence) => {
    const { out, heard } = await said(line, [[200, { kind }]])

    expect([out, heard[0]?.body]).toEqual([sentence, { sessionId: 's1' }])
  })

  test('to where it was is said to have been so', async () => {
    const { out } = await said('pause demo', [[200, { ...done, changes: [] }]])

    expect(out).toBe('It was so already.')
  })

  test.each([
    ['rate demo fast --yes', 'a number a second, or follow'],
    ['lanes demo --yes', 'each lane and its share'],
    ['schedule demo --yes', '--lobby, --open or --close'],
    ['revoke demo', 'Say which session.'],
  ])('%s is not understood, and nothing is sent', async (line, sentence) => {
    const { exit, errors, heard } = await said(line)

    expect([exit, errors, heard]).toEqual([2, expect.stringContaining(sentence), []])
  })
})

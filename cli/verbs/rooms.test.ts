import { afterEach, describe, expect, test, vi } from 'vitest'
import { done, said, view } from '../fixtures.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const api = '/operate/api'

const kim = { id: 'kimkimkim', name: 'Kim', role: 'operator', createdAtMs: 1 }

const summaryOf = (id: string) => ({
  id,
  title: { en: id },
  version: 1,
  phase: 'open',
  openAtMs: 1,
  cap: 5,
  ratePerSecond: 1,
  waiting: 1_200,
  occupied: 5,
  alarms: [],
  asOfMs: 999_000,
})

const file = (value: unknown) => ({ read: () => JSON.stringify(value) })

describe('rooms', () => {
  test('are listed page by page until there is no next', async () => {
    const { out, heard } = await said('rooms --search a', [
      [200, { rooms: [summaryOf('gala')], next: 'gala' }],
      [200, { rooms: [summaryOf('arena')] }],
    ])

    expect(heard.map(({ path }) => path)).toEqual([
      `${api}/rooms?search=a&limit=500`,
      `${api}/rooms?after=gala&search=a&limit=500`,
    ])
    expect(out.split('\n')).toHaveLength(3)
    expect(out).toMatch(/gala\s+open\s+1,200\s+5\s+5\s+1\s+1\.0 s ago/)
  })

  test('that are none are said to be none', async () => {
    expect((await said('rooms', [[200, { rooms: [] }]])).out).toBe('There are no rooms.')
  })

  test('are shown as JSON', async () => {
    expect(JSON.parse((await said('show demo', [[200, view]])).out)).toEqual(view)
  })

  test.each([
    ['create rooms.json', 'demo is created (open).', `${api}/rooms`],
    ['create rooms.json --dry-run', 'demo would be created (open).', `${api}/rooms?dryRun=true`],
  ])('%s says "%s"', async (line, sentence, path) => {
    const result = await said(line, [[201, view]], file({ rooms: [{ id: 'demo', cap: 1 }] }))

    expect(result.out).toBe(sentence)
    expect(result.heard).toMatchObject([{ method: 'POST', path, body: { id: 'demo', cap: 1 } }])
  })

  test.each([
    ['{', 'is not JSON'],
    ['[]', 'each with an id'],
    ['{"rooms":[{}]}', 'each with an id'],
  ])('of a file that holds %s are refused', async (text, sentence) => {
    const { exit, errors, heard } = await said('create rooms.json', [], { read: () => text })

    expect([exit, errors, heard]).toEqual([2, expect.stringContaining(sentence), []])
  })

  test('are changed field by field', async () => {
    const fields = ['set', 'demo', 'title.en=Gala', 'title.ko=갈라', 'settings.cap=7', '--yes']
    const { heard } = await said(fields, [
      [200, view],
      [200, done],
    ])

    expect(heard[1]?.body).toEqual({
      version: 3,
      change: { title: { en: 'Gala', ko: '갈라' }, settings: { cap: 7 } },
    })
  })

  test('without a field to set are left alone', async () => {
    expect(await said('set demo cap', [[200, view]])).toMatchObject({
      exit: 2,
      errors: 'cap: a field and its value, as settings.cap=400.',
    })
  })

  test('are removed by who types their id, or says --yes', async () => {
    const gone: [number, unknown][] = [[200, { kind: 'removed' }]]

    expect(await said('remove demo', gone, { ask: async () => 'demo\n' })).toMatchObject({
      exit: 0,
      out: 'demo is removed.',
    })
    expect(await said('remove demo --yes', gone)).toMatchObject({ exit: 0 })
    const wrong = await said('remove demo', gone, { ask: async () => 'y' })
    expect([wrong.exit, wrong.heard]).toEqual([6, []])
    expect(await said('remove demo', gone)).toMatchObject({ exit: 2, heard: [] })
  })

  test('have a log, the newest first, and say how to go on', async () => {
    const log = {
      entries: [
        {
          no: 4,
          atMs: 1,
          by: kim,
          act: 'change',
          requestId: 'r',
          changes: [{ field: 'settings.cap', before: 5, after: 7 }],
        },
        { no: 3, atMs: 0, by: kim, act: 'pause', requestId: 'q', changes: [] },
      ],
      before: 3,
    }

    const { out, heard } = await said('log demo --before 5', [[200, log]])

    expect(heard[0]?.path).toBe(`${api}/rooms/demo/audit?before=5`)
    expect(out).toMatch(/change {2}by Kim \(operator\)\n {2}settings\.cap: 5 → 7\n3 .* pause/)
    expect(out).toContain('Earlier: --before 3')
  })
})

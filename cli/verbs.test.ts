import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { done, entry, said, view } from './fixtures.ts'

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

const apply = (answers: [number, unknown][], room: unknown) =>
  said('apply - --json', answers, { read: () => JSON.stringify(room) })

const clock = () => {
  let ms = 1_000_000
  return () => (ms += 600)
}

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

describe('a file of rooms that is applied', () => {
  const missing: [number, unknown] = [404, { code: 'not-found', message: 'None.' }]
  const room = {
    ...entry,
    settings: { ...entry.settings, cap: 9, schedule: { openAtMs: 1 } },
  }

  test('creates what is not there', async () => {
    const { out, heard } = await apply([missing, [201, view]], room)

    expect(JSON.parse(out)).toEqual([{ room: 'demo', outcome: 'created' }])
    expect(heard[1]?.body).toMatchObject({ id: 'demo', source: expect.stringMatching(/^\w{32}$/) })
  })

  test('changes what the file changed since, and nothing when it is said again', async () => {
    const first = await apply(
      [
        [200, view],
        [200, done],
      ],
      room,
    )
    const sent = z.looseObject({ source: z.string() }).parse(first.heard[1]?.body)

    expect(JSON.parse(first.out)).toEqual([{ room: 'demo', outcome: 'changed' }])
    expect(sent).toMatchObject({ version: 3, change: { settings: { cap: 9 } } })

    const again = await apply([[200, { ...view, source: sent.source }]], room)

    expect(JSON.parse(again.out)).toEqual([{ room: 'demo', outcome: 'as-it-was' }])
    expect(again.heard).toHaveLength(1)
  })

  test('that says the same in other words changes nothing', async () => {
    const unchanged = { ...done, changes: [] }

    const { out } = await apply(
      [
        [200, view],
        [200, unchanged],
      ],
      room,
    )

    expect(JSON.parse(out)).toEqual([{ room: 'demo', outcome: 'as-it-was' }])
  })

  test('stops at what is refused', async () => {
    const refused = { code: 'invalid-request', message: 'x', field: 'cap', reason: 'too high' }

    expect(await apply([[400, refused]], room)).toMatchObject({ exit: 1, out: '' })
  })
})

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

describe('operators', () => {
  test('are listed, with when they came and went', async () => {
    const lee = { ...kim, id: 'leeleelee', name: 'Lee', email: 'lee@x.example', revokedAtMs: 2 }
    const { out } = await said('operators', [[200, { operators: [kim, lee] }]])

    expect(out).toMatch(/Kim\s+operator\s+since 1970/)
    expect(out).toMatch(/Lee\s+operator\s+lee@x\.example\s+until 1970/)
    expect((await said('operators', [[200, { operators: [] }]])).out).toContain('owner’s key')
  })

  test('are added with a token that is shown once, or by Access with none', async () => {
    const byToken = await said('add-operator Kim Min --role operator', [
      [201, { operator: kim, token: 'ao_new' }],
    ])
    expect(byToken.heard[0]?.body).toEqual({ name: 'Kim Min', role: 'operator' })
    expect(byToken.out).toContain('shown this once:\nao_new')

    const email = 'kim@x.example'
    const byAccess = await said(`add-operator Kim --role operator --email ${email}`, [
      [201, { operator: { ...kim, email } }],
    ])
    expect(byAccess.heard[0]?.body).toEqual({ name: 'Kim', role: 'operator', email })
    expect(byAccess.out).toContain(`Cloudflare Access as ${email}`)
  })

  test.each([
    ['add-operator --role owner', 'by name'],
    ['add-operator Kim', 'Say --role'],
    ['add-operator Kim --role king', 'Say --role'],
    ['revoke-operator', 'Say which operator.'],
  ])('%s is not understood', async (line, sentence) => {
    expect(await said(line)).toMatchObject({ exit: 2, errors: expect.stringContaining(sentence) })
  })

  test('are told who they are, and lose their right at once', async () => {
    expect((await said('me', [[200, kim]])).out).toBe('Kim, operator (kimkimkim)')

    const { out, heard } = await said('revoke-operator kimkimkim', [[200, kim]])
    expect(out).toBe('Kim may not operate any more.')
    expect(heard).toMatchObject([{ method: 'DELETE', path: `${api}/operators/kimkimkim` }])
  })
})

describe('a record', () => {
  const pages: [number, unknown][] = [
    [200, { header: 'at,what', lines: ['1,a', '2,b'], next: 'n2' }],
    [200, { header: 'at,what', lines: ['3,c'] }],
  ]

  test('is exported whole, with its header once', async () => {
    const { out, heard } = await said('export demo', pages)

    expect(out).toBe('at,what\n1,a\n2,b\n3,c')
    expect(heard[1]?.path).toBe(`${api}/rooms/demo/record?from=n2`)
  })

  test('is written to a file', async () => {
    const written: string[][] = []

    const { out } = await said('export demo --out sale.csv', pages, {
      write: (path, text) => written.push([path, text]),
    })

    expect(out).toBe('3 lines are in sale.csv.')
    expect(written).toEqual([['/here/sale.csv', 'at,what\n1,a\n2,b\n3,c\n']])
  })
})

describe('a rehearsal', () => {
  const terms = { offerMs: 10_000, sessionMs: 60_000, tokenMs: 30_000 }
  const quick = { ...view, entry: { ...entry, desks: 1, settings: { ...entry.settings, terms } } }

  test('runs the room’s own settings, and its page is written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'admit-one-test-'))
    try {
      const line = 'rehearse demo --fans 30 --within 10 --shopping 10 --html page.html'

      const { exit, out } = await said(line, [[200, quick]], { folder })

      expect([exit, out]).toEqual([0, expect.stringContaining('R1')])
      expect(readFileSync(join(folder, 'page.html'), 'utf8')).toContain('<svg')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('with --json is one value', async () => {
    const { out } = await said('rehearse demo --json', [[200, quick]])

    expect(JSON.parse(out)).toMatchObject({ scenario: { fans: 50, cap: 5 } })
  })

  test('of a number that is none is not understood', async () => {
    expect(await said('rehearse demo --fans many', [[200, quick]])).toMatchObject({ exit: 2 })
  })
})

describe('watching', () => {
  const now = {
    room: 'demo',
    version: 1,
    saidAtMs: 1_000_000,
    phase: 'open',
    schedule: { openAtMs: 1 },
    cap: 5,
    ratePerSecond: 1,
    rate: { by: 'hand' },
    occupied: 0,
    extra: 0,
    lanes: [],
    score: { count: 0, heldShare: 0, medianWidth: 0 },
    news: [],
    health: { segments: 0, silentSegments: 0, countsAsOfMs: 0, revocationsAsOfMs: 0 },
    alarms: [],
  }
  test('goes on for as long as was said, a line of JSON each time', async () => {
    const answers: [number, unknown][] = Array.from({ length: 3 }, () => [200, now])

    const { out, exit } = await said('watch demo --json --for 1', answers, { nowMs: clock() })

    expect([exit, JSON.parse(out)]).toEqual([0, now])
  })

  test('clears a terminal between screens, and shows who stopped answering', async () => {
    const gone: [number, unknown] = [404, { code: 'not-found', message: 'It is gone.' }]
    const terminal = { columns: 80, rows: 24 }

    const { out } = await said('watch demo --for 1', [[200, now], gone], {
      nowMs: clock(),
      terminal,
    })

    expect(out).toContain('\u001B[2J')
    expect(out).toContain('demo: It is gone.')
  })

  test('a room that is not there is told at once', async () => {
    expect(await said('watch nowhere', [[404, { code: 'x', message: 'None.' }]])).toMatchObject({
      exit: 1,
    })
    expect(await said('watch')).toMatchObject({ exit: 2 })
  })

  test('once is figures', async () => {
    expect((await said('figures demo', [[200, now]])).out).toContain('demo  OPEN')
  })
})

test('a server that is none of ours is said to be so, and so is one that cannot be read', async () => {
  expect(await said('me', [[200, { hello: 'world' }]])).toMatchObject({
    exit: 5,
    errors: 'What answers at https://sale.example is not this Admit One.',
  })
  expect(await said('me', [[418, 'tea']])).toMatchObject({
    exit: 1,
    errors: 'It answered 418, and nothing that can be read.',
  })
})

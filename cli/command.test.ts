import { afterEach, describe, expect, test, vi } from 'vitest'
import { done, said, view, would } from './fixtures.ts'
import { verbs } from './verbs.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a dangerous change', () => {
  const answers: [number, unknown][] = [
    [200, view],
    [200, would],
    [200, done],
  ]

  test('shows its effect and asks; a yes does it', async () => {
    const asked: string[] = []
    const ask = async (question: string) => {
      asked.push(question)
      return 'y'
    }

    const { exit, out, heard } = await said('cap demo 2', answers, { ask })

    expect(asked[0]).toContain('the last of 9 fans then waits 41 min, 60 s before')
    expect(heard.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /operate/api/rooms/demo',
      'PATCH /operate/api/rooms/demo?dryRun=true',
      'PATCH /operate/api/rooms/demo',
    ])
    expect(heard[2]?.body).toEqual({ version: 3, change: { settings: { cap: 2 } } })
    expect([exit, out]).toEqual([0, expect.stringContaining('Done (version 4)')])
  })

  test('answered no does nothing, and says so by its exit', async () => {
    const { exit, heard } = await said('cap demo 2', answers, { ask: async () => 'n' })

    expect([exit, heard.length]).toEqual([6, 2])
  })

  test('with nobody to ask is left alone until --yes is said', async () => {
    expect(await said('cap demo 2', answers)).toMatchObject({ exit: 2 })
    expect(
      (
        await said('cap demo 2 --yes', [
          [200, view],
          [200, done],
        ])
      ).exit,
    ).toBe(0)
  })

  test('is only tried with --dry-run', async () => {
    const { out, heard } = await said('cap demo 2 --dry-run', [
      [200, view],
      [200, would],
    ])

    expect(heard).toHaveLength(2)
    expect(out).toContain('This would change')
  })
})

test('the emergency brake is not asked about', async () => {
  const { exit, heard } = await said('pause demo', [[200, done]])

  expect([exit, heard.map(({ path }) => path)]).toEqual([0, ['/operate/api/rooms/demo/pause']])
  expect(heard[0]?.headers.get('Idempotency-Key')).toMatch(/^[\w-]{8,64}$/)
  expect(heard[0]?.headers.get('Authorization')).toBe('Bearer ao_mine')
})

test('an answer that is lost is asked for again by the same key', async () => {
  const busy: [number, unknown] = [503, { code: 'room-busy', message: 'Busy.' }]

  const { exit, heard } = await said('pause demo', [busy, [200, done]])

  const keys = heard.map(({ headers }) => headers.get('Idempotency-Key'))
  expect([exit, keys.length, new Set(keys).size]).toEqual([0, 2, 1])
})

describe('what goes wrong', () => {
  test.each([
    ['pause', [], 2, 'Say which room.'],
    ['sing demo', [], 2, 'There is no "sing"'],
    ['--json rooms', [], 2, 'Say the verb first'],
    ['cap demo many --yes', [], 2, 'a whole number'],
    ['lanes demo general --yes', [], 2, 'as general=80'],
    ['message demo', [], 2, '--ko'],
    ['pause demo --loud', [], 2, 'admit-one help pause'],
    ['completion tcsh', [], 2, 'bash, zsh or fish'],
    ['check-record none.csv', [], 2, 'cannot be read'],
    ['pause demo', [[401, { code: 'operator-only', message: 'No.' }]], 4, 'No.'],
    ['pause demo', [[403, { code: 'role-too-low', message: 'No.' }]], 4, 'No.'],
    ['pause nowhere', [[404, { code: 'not-found', message: 'None.' }]], 1, 'None.'],
    [
      'pause demo',
      [[400, { code: 'invalid-request', message: 'x', field: 'cap', reason: 'too high' }]],
      1,
      'cap: too high',
    ],
  ] as [string, [number, unknown][], number, string][])(
    '%s with %j ends with %i and says so',
    async (line, answers, exit, sentence) => {
      const result = await said(line, answers)

      expect(result.exit).toBe(exit)
      expect(result.errors).toContain(sentence)
      expect(result.out).toBe('')
    },
  )

  test('the second of two writers ends with 3, and is told what the first did', async () => {
    const since = [
      {
        no: 7,
        atMs: 1,
        by: { id: 'k', name: 'Kim', role: 'operator' },
        act: 'change',
        requestId: 'r',
        version: 4,
        changes: [{ field: 'settings.cap', before: 5, after: 7 }],
      },
    ]
    const conflict = { code: 'version-conflict', message: 'x', version: 4, since }

    const { exit, errors } = await said('cap demo 2 --yes', [
      [200, view],
      [409, conflict],
    ])

    expect([exit, errors]).toEqual([3, expect.stringMatching(/by Kim[\s\S]*settings.cap: 5 → 7/)])
  })
})

describe('help', () => {
  test('lists every verb, and says of each what it takes', async () => {
    const { out } = await said('help')

    for (const { name, takes } of verbs) expect(out).toContain(`${name} ${takes}`.trim())
    for (const { name, options = {} } of verbs) {
      const { out: own, exit } = await said(`help ${name}`)
      expect([exit, own]).toEqual([0, expect.stringContaining(`admit-one ${name}`)])
      for (const option of Object.keys(options)) expect(own).toContain(`--${option}`)
    }
  })

  test.each(['bash', 'zsh', 'fish'])('completes every verb in %s', async (shell) => {
    const { out, exit } = await said(`completion ${shell}`)

    expect(exit).toBe(0)
    for (const { name } of verbs) expect(out).toContain(name)
  })
})

test('with --json an answer is one line that a program can read', async () => {
  const { out } = await said('pause demo --json', [[200, done]])

  expect(JSON.parse(out)).toMatchObject({ kind: 'done', version: 4 })
})

import { afterEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { done, entry, said, view } from './fixtures.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const apply = (answers: [number, unknown][], room: unknown) =>
  said('apply - --json', answers, { read: () => JSON.stringify(room) })

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

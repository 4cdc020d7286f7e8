import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { entry, said, view } from '../fixtures.ts'

afterEach(() => {
  vi.unstubAllGlobals()
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

  test('has the crowd that its flags say', async () => {
    const line = 'rehearse demo --fans 20 --within 5 --shopping 30 --no-show 25 --seed 7 --json'

    const { out } = await said(line, [[200, quick]])

    expect(JSON.parse(out)).toMatchObject({
      scenario: {
        fans: 20,
        seed: 7,
        arrivals: { withinSeconds: 5 },
        crowd: { noShow: 0.25, shopping: { medianSeconds: 30 } },
      },
    })
  })

  test('of a number that is none is not understood', async () => {
    expect(await said('rehearse demo --fans many', [[200, quick]])).toMatchObject({ exit: 2 })
  })
})

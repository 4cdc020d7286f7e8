import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { entry, said, view } from '../fixtures.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a rehearsal', () => {
  const terms = { offerMs: 10_000, sessionMs: 60_000, tokenMs: 60_000 }
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

    expect(JSON.parse(out)).toMatchObject({ scenario: { fans: 50, cap: 5 }, notPlayed: [] })
  })

  test('has the rate as it is now, and not the one the room was described with', async () => {
    const moved = { ...quick, ratePerSecond: 0.5 }

    const { out } = await said('rehearse demo --fans 20 --json', [[200, moved]])

    expect(JSON.parse(out)).toMatchObject({ scenario: { ratePerSecond: 0.5 } })
  })

  test('says last which of the room’s settings it did not play', async () => {
    const short = { ...terms, tokenMs: 30_000 }
    const settings = { ...quick.entry.settings, mode: 'reject', terms: short }
    const rejecting = { ...quick, entry: { ...quick.entry, reload: 'requeue', settings } }

    const [{ out }, { out: json }] = [
      await said('rehearse demo --fans 20', [[200, rejecting]]),
      await said('rehearse demo --fans 20 --json', [[200, rejecting]]),
    ]

    expect(out).toMatch(
      /\n\nNot played of this room’s settings:\n {2}the mode: .+\n {2}what a reload costs: .+\n {2}how long a token lives: .+$/,
    )
    expect(JSON.parse(json)).toMatchObject({ notPlayed: ['mode', 'reload', 'token'] })
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

  test('whose page has nowhere to be written is refused, with --json, too', async () => {
    const line = 'rehearse demo --fans 20 --html nowhere/page.html --json'

    const { exit, out, errors } = await said(line, [[200, quick]])

    expect([exit, out]).toEqual([2, ''])
    expect(errors).toContain('there is no folder')
  })

  test.each([
    ['fans', 'many', 'a whole number from 1 to 2,000,000'],
    ['fans', '0', 'a whole number from 1 to 2,000,000'],
    ['within', '90000', 'a whole number from 1 to 86,400'],
    ['no-show', '101', 'a number from 0 to 100'],
  ])('whose --%s is %s is not understood, and says what it takes', async (flag, text, takes) => {
    const { exit, errors } = await said(`rehearse demo --${flag} ${text}`, [[200, quick]])

    expect([exit, errors]).toEqual([2, `--${flag}: ${takes}, not "${text}".`])
  })
})

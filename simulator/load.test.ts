import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseCommand } from './arguments.ts'
import { loadScenario } from './load.ts'

const good = {
  name: 'mine',
  about: 'A test.',
  fans: 10,
  cap: 5,
  ratePerSecond: 1,
  order: 'arrival',
  crowd: { shopping: { medianSeconds: 10 } },
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scenarios-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function load(content: unknown, flags = '') {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  writeFileSync(join(folder, 'mine.json'), text)
  const command = parseCommand(['mine.json', ...flags.split(' ').filter(Boolean)])
  if (command.kind !== 'rehearse') throw new Error('the flags were not understood')
  return loadScenario('mine.json', command.settings, folder)
}

function faultsOf(content: unknown, flags = ''): string {
  const loaded = load(content, flags)
  return loaded.kind === 'wrong' ? loaded.message : ''
}

test('a file is read, and what it leaves out is as usual', () => {
  expect(load(good)).toMatchObject({ scenario: { fans: 10, crowd: { noShow: 0.1 } } })
})

test('a flag wins over the file', () => {
  expect(load(good, '--fans 20 --no-show 0.5 --isolates 300')).toMatchObject({
    scenario: { fans: 20, crowd: { noShow: 0.5 }, machines: { isolates: 300, desks: 8 } },
  })
})

test('more isolates have more desks, unless the file says how many', () => {
  const said = { ...good, machines: { desks: 3 } }

  expect(load(good, '--isolates 2000')).toMatchObject({ scenario: { machines: { desks: 32 } } })
  expect(load(said, '--isolates 2000')).toMatchObject({ scenario: { machines: { desks: 3 } } })
})

test('a flag gives what the file lacks', () => {
  const { fans: _, ...lacking } = good

  expect(load(lacking, '--fans 20').kind).toBe('scenario')
  expect(faultsOf(lacking)).toBe('mine.json: fans: a whole number from 1 to 2,000,000 is allowed.')
})

describe('a bad file is refused with the field and what is allowed', () => {
  test.each([
    [{ ...good, fans: -1 }, 'fans: a whole number from 1'],
    [{ ...good, fans: 1.5 }, 'fans: a whole number from 1'],
    [{ ...good, fans: null }, 'fans: a whole number from 1'],
    [{ ...good, ratePerSecond: 0 }, 'ratePerSecond: a number from 0.001667 to 100,000'],
    [{ ...good, order: 'luck' }, 'order: one of arrival, draw'],
    [{ ...good, name: 'My Sale' }, 'name: a name of small letters'],
    [{ ...good, speed: 3 }, 'speed: no such field; there are name, about, seed, fans'],
    [{ ...good, crowd: { ...good.crowd, lazy: 1 } }, 'crowd.lazy: no such field; there are noShow'],
    [{ ...good, crowd: { ...good.crowd, noShow: 1.2 } }, 'crowd.noShow: a number from 0 to 1'],
    [{ ...good, crowd: { shopping: { medianSeconds: 0 } } }, 'medianSeconds: a number above 0'],
    [{ ...good, crowd: 3 }, 'crowd: an object with noShow'],
    [{ ...good, events: [{ kind: 'flood' }] }, 'events.0.kind: one of cap, rate, pause'],
    [{ ...good, events: [{ kind: 'cap', atSeconds: 1, cap: -1 }] }, 'events.0.cap: a whole number'],
    [{ ...good, events: {} }, 'events: a list of 0 to 200'],
    [
      { ...good, lanes: [{ id: 'a', sharePercent: 60, fans: 0.5 }] },
      'lanes: the fans of all lanes',
    ],
    ['{ "fans": 1, }', 'mine.json is not JSON'],
    ['[]', 'mine.json: a scenario is one JSON object'],
    ['null', 'mine.json: a scenario is one JSON object'],
    ['', 'mine.json is not JSON'],
  ])('%j', (content, sentence) => {
    expect(faultsOf(content)).toContain(sentence)
  })
})

test('a flag out of bounds is named, and not the field it stands for', () => {
  expect(faultsOf(good, '--rate 0')).toBe(
    '--rate 0: a number from 0.001667 to 100,000 is allowed.\nmine.json is good without --rate 0.',
  )
})

test('a flag that makes another field wrong is named too', () => {
  expect(faultsOf(good, '--isolates 4')).toBe(
    'machines.desks: there are more desks than isolates.\nmine.json is good without --isolates 4.',
  )
})

test.each(['nowhere.json', 'toString', '.'])(
  '%s is no scenario, and the names are said',
  (source) => {
    const loaded = loadScenario(source, [], folder)

    expect(loaded.kind === 'wrong' && loaded.message).toMatch(
      `There is no scenario named ${source}, and no file to read at`,
    )
    expect(loaded.kind === 'wrong' && loaded.message).toContain('opening-night')
  },
)

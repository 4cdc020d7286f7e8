import { describe, expect, test } from 'vitest'
import { parseCommand } from './arguments.ts'

function parse(line: string) {
  return parseCommand(line === '' ? [] : line.split(' '))
}

function settings(line: string) {
  const command = parse(line)
  return command.kind === 'rehearse'
    ? command.settings.map(({ path, value }) => [...path, value])
    : []
}

test('without anything the usual evening is rehearsed', () => {
  expect(parse('')).toEqual({
    kind: 'rehearse',
    source: 'opening-night',
    settings: [],
    json: false,
    html: undefined,
  })
})

test.each([
  'storm --json --html x.html',
  '--html=x.html --scenario storm --json',
  '--json --html x.html storm',
])('flags may stand anywhere, with = or a blank: %s', (line) => {
  expect(parse(line)).toMatchObject({ source: 'storm', json: true, html: 'x.html' })
})

test('each flag sets the field it is named for', () => {
  expect(
    settings(
      '--fans 1e3 --cap 20 --rate 2.5 --no-show 0.1 --reload 3% --isolates 9 --seed 7 --draw',
    ),
  ).toEqual([
    ['order', 'draw'],
    ['fans', 1_000],
    ['cap', 20],
    ['ratePerSecond', 2.5],
    ['crowd', 'noShow', 0.1],
    ['crowd', 'reload', 0.03],
    ['machines', 'isolates', 9],
    ['seed', 7],
  ])
})

describe('a share', () => {
  test.each([
    ['0', 0],
    ['0.15', 0.15],
    ['1', 1],
    ['2', 0.02],
    ['15', 0.15],
    ['100', 1],
    ['0.5%', 0.005],
    ['100%', 1],
  ])('%s is %d', (text, share) => {
    expect(settings(`--no-show ${text}`)).toEqual([['crowd', 'noShow', share]])
  })

  test.each(['101', '101%', '1.5', '-1', 'NaN', '%', '1e999', 'half'])('%s is refused', (text) => {
    const command = parse(`--no-show ${text}`)

    expect(command.kind === 'wrong' && command.message).toContain(
      `--no-show ${text}: a share from 0 to 1`,
    )
  })
})

test.each([
  ['--fans -5', '--fans -5: a whole number from 1 to 2,000,000 is allowed.'],
  ['--fans NaN', '--fans NaN: a whole number'],
  ['--fans 1e999', '--fans 1e999: a whole number'],
  ['--fans 0x10', '--fans 0x10: a whole number'],
  ['--fans', '--fans takes a value: a whole number'],
  ['--fans --json', '--fans takes a value'],
  ['--fans=', '--fans takes a value'],
  ['--html', '--html takes the name of a file.'],
  ['--scenario', '--scenario takes a name or a path.'],
  ['--json=yes', '--json takes no value.'],
  ['--quick', 'There is no flag --quick: choose from --fans,'],
  ['-f 3', 'There is no flag -f'],
  ['--toString', 'There is no flag --toString'],
  ['--fans 1 --fans 2', '--fans is given twice'],
  ['--draw --arrival', '--draw and --arrival exclude each other'],
  ['storm bots', 'One scenario at a time: leave out bots.'],
  ['storm --scenario bots', 'One scenario at a time: leave out bots.'],
])('%s is refused with a sentence that names the flag', (line, sentence) => {
  const command = parse(line)

  expect(command.kind === 'wrong' && command.message).toContain(sentence)
})

test('an empty argument is refused, not taken for a name', () => {
  expect(parseCommand(['']).kind).toBe('wrong')
})

test.each([
  ['--help', 'help'],
  ['storm -h', 'help'],
  ['--list', 'list'],
  ['--schema', 'schema'],
])('%s asks for no rehearsal', (line, kind) => {
  expect(parse(line).kind).toBe(kind)
})

import { expect, test } from 'vitest'
import { parseCommand, type OptionName } from './options.ts'

const heeded = new Map<string, readonly OptionName[]>([
  ['floor', ['pairs', 'seconds', 'connections']],
  ['clone', []],
  ['edge', ['pairs', 'quick', 'only', 'target']],
])

function parse(line: string) {
  return parseCommand(line === '' ? [] : line.split(' '), heeded)
}

test('without a name there is a list', () => {
  expect(parse('')).toEqual({ kind: 'list' })
})

test('without flags the usual sizes hold', () => {
  expect(parse('floor')).toEqual({
    kind: 'run',
    bench: 'floor',
    json: false,
    options: { pairs: 5, seconds: 3, connections: 64 },
  })
})

test.each(['floor --pairs 2 --seconds 0.5 --json', '--json --seconds=0.5 --pairs=2 floor'])(
  'flags may stand anywhere, with = or a blank: %s',
  (line) => {
    expect(parse(line)).toMatchObject({
      bench: 'floor',
      json: true,
      options: { pairs: 2, seconds: 0.5, connections: 64 },
    })
  },
)

test.each([
  'edge --quick --only join,poll --target a.json',
  '--target=a.json --quick edge --only=join,poll',
])('what is not a number may stand anywhere too: %s', (line) => {
  expect(parse(line)).toMatchObject({
    bench: 'edge',
    options: { quick: true, only: ['join', 'poll'], target: 'a.json' },
  })
})

test.each([
  ['fast', 'There is no bench named fast: choose floor, clone, edge.'],
  ['floor --fast', 'The bench floor has no flag --fast: it takes --pairs,'],
  ['floor --fast 3', 'no flag --fast'],
  ['--fast floor', 'no flag --fast'],
  ['clone --pairs 3', 'The bench clone has no flag --pairs: it takes --json.'],
  ['floor clone', 'One bench at a time: leave out clone.'],
  ['floor --pairs', '--pairs takes a whole number from 1 to 100.'],
  ['floor --pairs 0', '--pairs takes a whole number'],
  ['floor --pairs -3', '--pairs takes a whole number'],
  ['floor --pairs 2.5', '--pairs takes a whole number'],
  ['floor --seconds 1e3', '--seconds takes a number above 0, up to 600.'],
  ['floor --seconds 601', '--seconds takes a number'],
  ['floor --connections 15001', '--connections takes a whole number from 1 to 15000.'],
  ['floor --json=yes', '--json takes no value.'],
  ['edge --quick=yes', '--quick takes no value.'],
  ['edge --only', '--only takes names of parts'],
  ['edge --target --quick', '--target takes the path of a file.'],
  ['floor --quick', 'no flag --quick'],
  ['--json', 'Name a bench'],
  ['toString', 'no bench named toString'],
  ['floor --constructor', 'no flag --constructor'],
])('%s is refused with a sentence', (line, sentence) => {
  const command = parse(line)

  expect(command.kind === 'wrong' && command.message).toContain(sentence)
})

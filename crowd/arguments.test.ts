import { expect, test } from 'vitest'
import { readCommand } from './arguments.ts'
import { USUAL_MANNERS } from './manners.ts'

test('nothing asked is a usual crowd for the demo room here', () => {
  expect(readCommand([])).toEqual({
    kind: 'run',
    url: 'http://127.0.0.1:8787',
    room: 'demo',
    lane: undefined,
    fans: 2_000,
    perSecond: 100,
    seconds: 900,
    seed: 1,
    cap: undefined,
    recordFile: undefined,
    json: false,
    forever: false,
    manners: USUAL_MANNERS,
  })
})

test('what is asked is what is run', () => {
  const line = '--fans 300 --room gala --url https://a.example --per-second 7.5 --cap 40 --json'

  expect(readCommand(line.split(' '))).toMatchObject({
    fans: 300,
    room: 'gala',
    url: 'https://a.example',
    perSecond: 7.5,
    cap: 40,
    json: true,
  })
})

test('each of the manners can be set', () => {
  const command = readCommand('--no-shows 0.5 --shopping 3 --clock-error 0'.split(' '))

  expect(command).toMatchObject({
    manners: { ...USUAL_MANNERS, noShows: 0.5, shoppingSeconds: 3, clockErrorSeconds: 0 },
  })
})

test('the crowd is mixed as is asked', () => {
  const command = readCommand(['--transports', 'socket=10,page=90'])

  expect(command).toMatchObject({
    manners: { transports: { socket: 10, stream: 0, poll: 0, page: 90 } },
  })
})

test.each([
  ['--fans none', /^--fans none: a whole number from 1 to 15000 is allowed\.$/],
  ['--fans 0', /^--fans 0: a whole number from 1 to 15000 is allowed\.$/],
  ['--fans 2.5', /^--fans 2.5: a whole number from 1 to 15000 is allowed\.$/],
  ['--no-shows 2', /^--no-shows 2: a number from 0 to 1 is allowed\.$/],
  ['--url nowhere', /^--url nowhere: an address such as http:.* is allowed\.$/],
  ['--url ftp://a.example', /^--url ftp/],
  ['--url http://a.example/rooms', /^--url http/],
  ['--transports socket=60', /^--transports socket=60: percents, 100 together, as socket=60,/],
  ['--pollers 0.1', /--pollers.*--help/],
  ['--crowd', /--crowd.*--help/],
  ['demo', /demo.*--help/],
  ['--fans', /--fans.*--help/],
])('%s is refused by a sentence', (line, sentence) => {
  expect(readCommand(line.split(' '))).toEqual({
    kind: 'wrong',
    message: expect.stringMatching(sentence),
  })
})

test('help comes before everything', () => {
  expect(readCommand(['--help', '--fans', 'none'])).toEqual({ kind: 'help' })
})

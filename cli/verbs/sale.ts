/** A sale, moved and steered. */
import { languages } from '../languages.ts'
import { change, named, steer, steerOptions, wholeAt } from '../steer.ts'
import { NotUnderstood, type Call, type Said, type Verb } from '../verb.ts'

type Word = 'open' | 'pause' | 'resume' | 'close' | 'soldOut' | 'follow' | 'revokeAll'

function word(id: Word, care: 'asks' | 'at-once') {
  return (call: Call): Promise<Said> => {
    const room = named(call, 0, 'room')
    return steer(call, care, (query) => call.client.ask(id, { room, query }))
  }
}

/** `general=80 members=20`, all of them together. */
function lanesIn(args: readonly string[]) {
  const lanes = args.map((arg) => {
    const [, id, share] = /^([a-z][a-z0-9-]*)=(\d{1,3})$/.exec(arg) ?? []
    if (id === undefined) throw new NotUnderstood(`${arg}: a lane and its share, as general=80.`)
    return { id, sharePercent: Number(share) }
  })
  if (lanes.length === 0) throw new NotUnderstood('Say each lane and its share, as general=80.')
  return lanes
}

const instants = { lobby: 'lobbyAtMs', open: 'openAtMs', close: 'closeAtMs' } as const

/** As a program writes it or as people do; `none` takes it away. */
function scheduleIn(options: Call['options']) {
  const given = Object.entries(instants).flatMap(([name, field]) => {
    const said = options[name]
    if (typeof said !== 'string') return []
    const at = said === 'none' ? null : /^\d+$/.test(said) ? Number(said) : said
    return [[field, at] as const]
  })
  if (given.length === 0) throw new NotUnderstood('Say --lobby, --open or --close, and when.')
  return Object.fromEntries(given)
}

function textIn(options: Call['options']): Record<string, string> {
  const said = languages.flatMap((language) => {
    const text = options[language]
    return typeof text === 'string' ? [[language, text] as const] : []
  })
  if (said.length === 0) throw new NotUnderstood('Say something: --ko, --en, --ja or --zh.')
  return Object.fromEntries(said)
}

async function ended(call: Call, id: 'revoke' | 'release'): Promise<Said> {
  const [room, sessionId] = [named(call, 0, 'room'), named(call, 1, 'session')]
  const json = await call.client.ask(id, { room, body: { sessionId } })
  return { text: json.kind === 'ended' ? 'It has ended.' : 'It was over already.', json }
}

export const saleVerbs: readonly Verb[] = [
  {
    name: 'open',
    takes: 'ROOM',
    what: 'open the sale now',
    options: steerOptions,
    run: word('open', 'asks'),
  },
  {
    name: 'pause',
    takes: 'ROOM',
    what: 'call nobody more, at once and unasked; places are kept',
    options: steerOptions,
    run: word('pause', 'at-once'),
  },
  {
    name: 'resume',
    takes: 'ROOM',
    what: 'go on calling',
    options: steerOptions,
    run: word('resume', 'at-once'),
  },
  {
    name: 'close',
    takes: 'ROOM',
    what: 'close the sale for good',
    options: steerOptions,
    run: word('close', 'asks'),
  },
  {
    name: 'sold-out',
    takes: 'ROOM',
    what: 'say that it is sold out; news alone',
    options: steerOptions,
    run: word('soldOut', 'asks'),
  },
  {
    name: 'cap',
    takes: 'ROOM CAP',
    what: 'how many may be in the shop at once',
    options: steerOptions,
    run: (call) =>
      change(call, named(call, 0, 'room'), { settings: { cap: wholeAt(call, 1, 'cap') } }),
  },
  {
    name: 'rate',
    takes: 'ROOM RATE',
    what: 'how many are called in a second; "follow" follows the shop again',
    options: steerOptions,
    run: (call) => {
      const said = named(call, 1, 'rate')
      if (said === 'follow') return word('follow', 'asks')(call)
      const ratePerSecond = Number(said)
      if (!Number.isFinite(ratePerSecond)) {
        throw new NotUnderstood(`rate: a number a second, or follow, not "${said}".`)
      }
      return change(call, named(call, 0, 'room'), { settings: { ratePerSecond } })
    },
  },
  {
    name: 'lanes',
    takes: 'ROOM LANE=SHARE…',
    what: 'which lanes there are, and their shares in percent',
    options: steerOptions,
    run: (call) =>
      change(call, named(call, 0, 'room'), { settings: { lanes: lanesIn(call.args.slice(1)) } }),
  },
  {
    name: 'schedule',
    takes: 'ROOM',
    what: 'when the lobby opens, the sale opens, and it closes',
    options: {
      ...steerOptions,
      lobby: { type: 'string', takes: 'TIME', what: '2026-12-01T19:30:00+09:00, or none' },
      open: { type: 'string', takes: 'TIME', what: 'as above, or now' },
      close: { type: 'string', takes: 'TIME', what: 'as above, or none' },
    },
    run: (call) =>
      change(call, named(call, 0, 'room'), { settings: { schedule: scheduleIn(call.options) } }),
  },
  {
    name: 'message',
    takes: 'ROOM',
    what: 'say something to everybody who waits',
    options: {
      ...steerOptions,
      ko: { type: 'string', takes: 'TEXT', what: 'in Korean' },
      en: { type: 'string', takes: 'TEXT', what: 'in English' },
      ja: { type: 'string', takes: 'TEXT', what: 'in Japanese' },
      zh: { type: 'string', takes: 'TEXT', what: 'in Chinese' },
    },
    run: (call) => {
      const [room, text] = [named(call, 0, 'room'), textIn(call.options)]
      return steer(call, 'asks', (query) =>
        call.client.ask('message', { room, query, body: { text } }),
      )
    },
  },
  {
    name: 'admit',
    takes: 'ROOM COUNT',
    what: 'so many beyond the rate, as the cap has room for them',
    options: steerOptions,
    run: (call) => {
      const [room, count] = [named(call, 0, 'room'), wholeAt(call, 1, 'count')]
      return steer(call, 'asks', (query) =>
        call.client.ask('admit', { room, query, body: { count } }),
      )
    },
  },
  {
    name: 'revoke',
    takes: 'ROOM SESSION',
    what: 'end one session: within 5 s nobody accepts it',
    run: (call) => ended(call, 'revoke'),
  },
  {
    name: 'revoke-all',
    takes: 'ROOM',
    what: 'end every session there is',
    options: steerOptions,
    run: word('revokeAll', 'asks'),
  },
  {
    name: 'release',
    takes: 'ROOM SESSION',
    what: 'end one session as its fan would by leaving',
    run: (call) => ended(call, 'release'),
  },
]

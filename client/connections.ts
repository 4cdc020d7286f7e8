/** The two kinds of connections, as a browser has them. What is heard of them is told on at once. */
import type { PollAnswer } from '../core/protocol/poll.ts'
import type { ProblemOnWire } from '../core/protocol/problem.ts'
import type { SocketDown } from '../core/protocol/socket-down.ts'
import type { SocketUp } from '../core/protocol/socket-up.ts'
import { PING, PONG } from '../core/protocol/socket-terms.ts'
import { EventStreamReader } from './event-stream.ts'
import type { FanEvent } from './events.ts'
import type { RoomAddress } from './room-address.ts'

export type Connection = {
  readonly say: (message: SocketUp) => void
  readonly ping: () => void
  readonly hangUp: () => void
}

type Tell = (event: FanEvent) => void

const KINDS = new Set<string>([
  'status',
  'news',
  'your-turn',
  'still-there',
  'lapsed',
  'session-ended',
  'moved-away',
] satisfies SocketDown['kind'][])

export function openSocket(address: RoomAddress, tell: Tell): Connection {
  const socket = new WebSocket(address.ofSocket(), address.socketProtocols)
  let listens = true
  socket.addEventListener('open', () => listens && tell({ kind: 'opened', via: 'socket' }))
  socket.addEventListener('message', ({ data }) => {
    if (!listens) return
    if (data === PONG) return tell({ kind: 'alive' })
    const message = parsed(data)
    // A newer server says more than this page knows of: that is no reason to hang up.
    if (isOneOf(message)) tell({ kind: 'heard', message })
  })
  socket.addEventListener('close', ({ code, reason }) => {
    if (!listens) return
    listens = false
    tell({ kind: 'cut', code, reason })
  })
  const send = (text: string) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(text)
  }
  return {
    say: (message) => send(JSON.stringify(message)),
    ping: () => send(PING),
    hangUp: () => {
      listens = false
      socket.close()
    },
  }
}

/** By fetch rather than EventSource: that one can carry no token, and says nothing of a refusal. */
export function openStream(address: RoomAddress, tell: Tell): Connection {
  const given = new AbortController()
  let listens = true
  const once = (event: FanEvent) => {
    if (listens) tell(event)
  }
  const end = (event: FanEvent) => {
    once(event)
    listens = false
    given.abort()
  }
  void follow(address, given.signal, once).then(
    (event) => end(event),
    () => end({ kind: 'cut', code: 0, reason: '' }),
  )
  return {
    say: () => {},
    ping: () => {},
    hangUp: () => {
      listens = false
      given.abort()
    },
  }
}

/** Until it ends: what it ended with is answered. */
async function follow(address: RoomAddress, signal: AbortSignal, tell: Tell): Promise<FanEvent> {
  const response = await fetch(address.of('stream'), {
    headers: address.headers(false),
    cache: 'no-store',
    signal,
  })
  // Why it was refused a poll says, too.
  if (!response.ok || response.body === null) return { kind: 'cut', code: 0, reason: '' }
  tell({ kind: 'opened', via: 'stream' })
  const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader()
  const events = new EventStreamReader()
  for (;;) {
    const { done, value } = await pieces.read()
    if (done) return { kind: 'cut', code: 1000, reason: '' }
    tell({ kind: 'alive' })
    for (const { name, data } of events.read(value)) {
      const said = parsed(data)
      if (name === 'poll' && isPoll(said)) tell({ kind: 'told', poll: said })
      if (name === 'problem' && isProblem(said)) return { kind: 'ended', problem: said }
    }
  }
}

function parsed(data: unknown): unknown {
  if (typeof data !== 'string') return undefined
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}

function isOneOf(said: unknown): said is SocketDown {
  return isObject(said) && 'kind' in said && KINDS.has(String(said.kind))
}

function isPoll(said: unknown): said is PollAnswer {
  return isObject(said) && 'status' in said && 'next' in said
}

function isProblem(said: unknown): said is ProblemOnWire {
  return isObject(said) && 'code' in said
}

function isObject(said: unknown): said is object {
  return typeof said === 'object' && said !== null
}

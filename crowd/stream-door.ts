/** A fan's event stream over HTTP; what comes in is read by its schema. */
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { streamEvents } from '../core/protocol/stream.ts'
import type { PollAnswer } from '../core/protocol/poll.ts'
import { answerOf, bearer } from './exchange.ts'
import { mismatchOf, retryAfterMs } from './http-door.ts'
import { BROKEN } from './socket-door.ts'
import { SseReader, type ServerEvent } from './sse.ts'

/** Something is said every ten seconds at the latest: this long without a word, it is broken. */
const SILENCE_MS = 30_000
/** As a socket's close: the other side ended it, and its page comes back. */
const ENDED = 1000

export type StreamEars = {
  readonly opened: () => void
  readonly told: (answer: PollAnswer) => void
  /** The last word: do not come back by the same way. */
  readonly dismissed: (code: string) => void
  readonly mismatch: (why: string) => void
  /** Once, unless hung up or dismissed before. A refusal gives its HTTP status for a code. */
  readonly cut: (code: number, retryMs: number | undefined) => void
}

export type FanStream = { readonly hangUp: () => void }

export type StreamDoor = (token: string, ears: StreamEars) => FanStream

export function streamDoor(origin: string, room: string): StreamDoor {
  const url = new URL(`/rooms/${room}/stream`, origin)
  const isSecure = url.protocol === 'https:'
  // Each stream keeps a connection to itself, for as long as it lasts.
  const agent = isSecure ? new HttpsAgent() : new HttpAgent()
  const begin = isSecure ? httpsRequest : httpRequest
  return (token, ears) => {
    let listens = true
    const request = begin(url, { agent, headers: headersFor(token), timeout: SILENCE_MS })
    const ends: Ends = (tell) => {
      if (!listens) return
      listens = false
      request.destroy()
      tell()
    }
    request.on('timeout', () => ends(() => ears.cut(BROKEN, undefined)))
    request.on('error', () => ends(() => ears.cut(BROKEN, undefined)))
    request.on('response', (response) => {
      if (!listens) return
      if (isStream(response)) return follow(response, ears, ends, () => listens)
      void refusalIn(response).then(({ code, retryMs }) => ends(() => ears.cut(code, retryMs)))
    })
    request.end()
    return { hangUp: () => ends(() => {}) }
  }
}

function headersFor(token: string): Record<string, string> {
  return { ...bearer(token), accept: 'text/event-stream' }
}

function isStream({ statusCode, headers }: IncomingMessage): boolean {
  return statusCode === 200 && (headers['content-type'] ?? '').startsWith('text/event-stream')
}

async function refusalIn(
  response: IncomingMessage,
): Promise<{ readonly code: number; readonly retryMs: number | undefined }> {
  try {
    const { status, retryAfter } = await answerOf(response)
    return { code: status, retryMs: retryAfterMs(retryAfter) }
  } catch {
    return { code: BROKEN, retryMs: undefined }
  }
}

type Ends = (tell: () => void) => void

function follow(
  response: IncomingMessage,
  ears: StreamEars,
  ends: Ends,
  listens: () => boolean,
): void {
  const reader = new SseReader()
  ears.opened()
  response.setEncoding('utf8')
  response.on('data', (piece: string) => {
    try {
      // One piece may hold several events, and the first of them be the last that is wanted.
      for (const event of reader.push(piece)) if (listens()) hear(event, ears, ends)
    } catch (error) {
      ears.mismatch(`stream: ${error instanceof Error ? error.message : 'not to be read'}`)
      ends(() => ears.cut(BROKEN, reader.retryMs))
    }
  })
  response.on('end', () => ends(() => ears.cut(ENDED, reader.retryMs)))
  response.on('error', () => ends(() => ears.cut(BROKEN, reader.retryMs)))
}

/** Events of other names are of a newer protocol, and ignored. */
function hear({ name, data }: ServerEvent, ears: StreamEars, ends: Ends): void {
  if (name !== 'poll' && name !== 'problem') return
  try {
    const said: unknown = JSON.parse(data)
    if (name === 'poll') return ears.told(streamEvents.poll.parse(said))
    const { code } = streamEvents.problem.parse(said)
    ends(() => ears.dismissed(code))
  } catch (error) {
    ears.mismatch(`stream ${name}: ${mismatchOf(error)}`)
  }
}

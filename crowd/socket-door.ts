/** A fan's socket, as `ws` speaks it; what comes in is read by its schema. */
import { PING, PONG } from '../core/protocol/socket-terms.ts'
import { WebSocket } from 'ws'
import type { z } from 'zod'
import { socketDown, type SocketDown } from '../core/protocol/socket-down.ts'
import type { socketUp } from '../core/protocol/socket-up.ts'

const OPENS_WITHIN_MS = 10_000
/** No code of a close frame: the connection broke, or was never made. */
export const BROKEN = 1006

export type SocketEars = {
  readonly opened: () => void
  readonly heard: (message: SocketDown) => void
  readonly mismatch: (why: string) => void
  /** Once, unless hung up before. A refused upgrade gives its HTTP status for a code. */
  readonly cut: (code: number, reason: string) => void
}

export type FanSocket = {
  readonly say: (message: z.infer<typeof socketUp>) => void
  readonly ping: () => void
  readonly hangUp: (how: 'closed' | 'lost') => void
}

export type SocketDoor = (token: string, ears: SocketEars) => FanSocket

export function socketDoor(origin: string, room: string): SocketDoor {
  const url = new URL(`/rooms/${room}/socket`, origin)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return (token, ears) => {
    const socket = new WebSocket(url, {
      headers: { authorization: `Bearer ${token}` },
      perMessageDeflate: false,
      handshakeTimeout: OPENS_WITHIN_MS,
    })
    let listens = true
    const cut = (code: number, reason: string) => {
      if (!listens) return
      listens = false
      socket.terminate()
      ears.cut(code, reason)
    }
    socket.on('open', () => listens && ears.opened())
    socket.on('message', (data) => {
      if (listens && Buffer.isBuffer(data)) hear(data.toString(), ears)
    })
    socket.on('unexpected-response', (_request, response) => cut(response.statusCode ?? 0, ''))
    socket.on('error', () => cut(BROKEN, ''))
    socket.on('close', (code, reason) => cut(code, reason.toString()))
    const send = (text: string) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text)
    }
    return {
      say: (message) => send(JSON.stringify(message)),
      ping: () => send(PING),
      hangUp: (how) => {
        listens = false
        if (how === 'lost' || socket.readyState !== WebSocket.OPEN) socket.terminate()
        else socket.close(1000)
      },
    }
  }
}

function hear(text: string, ears: SocketEars): void {
  if (text === PONG) return
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch {
    return ears.mismatch('socket: not JSON')
  }
  const read = socketDown.safeParse(said)
  if (read.success) return ears.heard(read.data)
  const [issue] = read.error.issues
  ears.mismatch(`socket: ${issue?.path.join('.') || 'all of it'}: ${issue?.message ?? ''}`)
}

import { createServer, type Server } from 'node:net'

/**
 * The least a server can do: a constant answer for every request, over plain sockets. It exists
 * to find out how much the client can ask. It reads no bodies and takes no two requests at once.
 */
const BODY = 'ok'
const ANSWER = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Length: ${BODY.length}\r\nContent-Type: text/plain\r\n\r\n${BODY}`,
)
const END_OF_REQUEST = '\r\n\r\n'

export function bareServer(): Server {
  return createServer({ noDelay: true }, (socket) => {
    let unread = ''
    socket.on('data', (bytes) => {
      unread += bytes.toString('latin1')
      if (!unread.endsWith(END_OF_REQUEST)) return
      unread = ''
      socket.write(ANSWER)
    })
    // A client that is done just leaves.
    socket.on('error', () => socket.destroy())
  })
}

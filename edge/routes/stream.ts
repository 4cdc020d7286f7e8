import { Hono } from 'hono'
import { allowOrigin } from '../answer-json.ts'
import { openStream } from '../fan/stream.ts'
import type { EdgeEnv } from '../settings.ts'
import { standardHeaders } from '../standard-headers.ts'
import { fanOf, knownRoom } from './room-request.ts'

/** How a fan stands, as server-sent events: for who cannot hold a socket. */
export const stream = new Hono<EdgeEnv>()

stream.get('/:room/stream', knownRoom, async (c) => {
  const allowed = c.get('allowedOrigin')
  const response = new Response(await openStream(fanOf(c)), {
    headers: {
      ...Object.fromEntries(standardHeaders),
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      // A proxy that gathers what it passes on would make every message late.
      'X-Accel-Buffering': 'no',
      'X-Request-Id': c.get('requestId'),
    },
  })
  if (allowed !== undefined) allowOrigin(response.headers, allowed)
  return response
})

/** `app.addHook('onRequest', admitted(shop))`; then `request.admission`. */
import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import { askedByNode, headersOf } from './node.ts'
import type { Admission } from './outcomes.ts'
import type { Shop } from './shop.ts'
import { decide } from './way-in.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined where there was no line, or none that could be seen. */
    admission?: Admission | undefined
    /** Let through without knowing whether the session was ended, or without a session. */
    marked?: boolean
  }
}

/** Before a body is read, so that nothing of who is turned away is parsed. */
export function admitted(shop: Shop): onRequestAsyncHookHandler {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const decision = await decide(shop, askedByNode(request.raw, request.originalUrl))
    if (decision.kind === 'answer') {
      return reply.code(decision.status).headers(headersOf(decision)).send(decision.body)
    }
    request.admission = decision.admission
    request.marked = decision.marked
    for (const cookie of decision.setCookies) reply.header('Set-Cookie', cookie)
    if (decision.setCookies.length > 0) reply.header('Cache-Control', 'private, no-store')
    return undefined
  }
}

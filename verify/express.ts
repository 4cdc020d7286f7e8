/** `app.use('/tickets', admitted(shop))`; then `req.admission`. For Express 4 and 5. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { askedByNode, headersOf } from './node.ts'
import type { Admission } from './outcomes.ts'
import type { Shop } from './shop.ts'
import { decide } from './way-in.ts'

declare global {
  // Where a package says what it adds to a request is Express's to choose.
  // oxlint-disable-next-line typescript/no-namespace
  namespace Express {
    interface Request {
      /** Undefined where there was no line, or none that could be seen. */
      admission?: Admission | undefined
      /** Let through without knowing whether the session was ended, or without a session. */
      marked?: boolean
    }
  }
}

type ExpressRequest = IncomingMessage & {
  originalUrl: string
  admission?: Admission | undefined
  marked?: boolean
}

export function admitted(
  shop: Shop,
): (
  request: ExpressRequest,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => Promise<void> {
  return async (request, response, next) => {
    try {
      const decision = await decide(shop, askedByNode(request, request.originalUrl))
      if (decision.kind === 'answer') {
        response.writeHead(decision.status, headersOf(decision)).end(decision.body)
        return
      }
      request.admission = decision.admission
      request.marked = decision.marked
      for (const cookie of decision.setCookies) response.appendHeader('Set-Cookie', cookie)
      if (decision.setCookies.length > 0) response.setHeader('Cache-Control', 'private, no-store')
    } catch (error) {
      next(error)
      return
    }
    next()
  }
}

/** `app.use('/tickets/*', admitted(shop))`; then `c.get('admission')`. */
import type { MiddlewareHandler } from 'hono'
import { askedBy, responseOf } from './fetch.ts'
import type { Admission } from './outcomes.ts'
import type { Shop } from './shop.ts'
import { decide } from './way-in.ts'

export type AdmittedVariables = {
  /** Undefined where there was no line, or none that could be seen. */
  admission: Admission | undefined
  /** Let through without knowing whether the session was ended, or without a session. */
  marked: boolean
}

export function admitted(shop: Shop): MiddlewareHandler<{ Variables: AdmittedVariables }> {
  return async (c, next) => {
    const decision = await decide(shop, askedBy(c.req.raw))
    if (decision.kind === 'answer') return responseOf(decision)
    c.set('admission', decision.admission)
    c.set('marked', decision.marked)
    await next()
    if (decision.setCookies.length === 0) return
    for (const cookie of decision.setCookies) c.header('Set-Cookie', cookie, { append: true })
    c.header('Cache-Control', 'private, no-store')
  }
}

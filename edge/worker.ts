import { createApp } from './app.ts'
import { gateway } from './gateway/gateway.ts'
import { guardedBy } from './gateway/guarded.ts'
import type { Bindings } from './settings.ts'

export { Desk } from './objects/desk.ts'
export { Room } from './objects/room.ts'
export { Segment } from './objects/segment.ts'

const app = createApp()

/** A request is for a shop behind us, or for the waiting room. */
export default {
  fetch: (request, env, context) => {
    const isForShop = guardedBy(env, new URL(request.url), request.method) !== undefined
    return (isForShop ? gateway : app).fetch(request, env, context)
  },
} satisfies ExportedHandler<Bindings>

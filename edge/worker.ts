import { createApp } from './app.ts'
import { answerForShop } from './gateway/gateway.ts'
import { guardedBy } from './gateway/guarded.ts'
import type { Bindings } from './settings.ts'

export { Desk } from './objects/desk.ts'
export { Room } from './objects/room.ts'
export { Segment } from './objects/segment.ts'

const app = createApp()

/** A request is for a shop behind us, or for the waiting room. */
export default {
  fetch: (request, env, context) => {
    const guarded = guardedBy(env, request)
    return guarded === undefined
      ? app.fetch(request, env, context)
      : answerForShop(request, guarded.url, guarded, env, context)
  },
} satisfies ExportedHandler<Bindings>

import { createApp } from './app.ts'
import { answerFault } from './gateway/answer-fault.ts'
import { answerForShop } from './gateway/gateway.ts'
import { guardedBy, isOwn } from './gateway/guarded.ts'
import type { Bindings } from './settings.ts'

export { Desk } from './objects/desk.ts'
export { Directory } from './objects/directory.ts'
export { Room } from './objects/room.ts'
export { Segment } from './objects/segment.ts'

const app = createApp()

/** A request is for a shop behind us, or for the waiting room. */
export default {
  fetch: (request, env, context) =>
    isOwn(request) ? app.fetch(request, env, context) : answerOther(request, env, context),
} satisfies ExportedHandler<Bindings>

async function answerOther(
  request: Request,
  env: Bindings,
  context: ExecutionContext,
): Promise<Response> {
  try {
    const guarded = await guardedBy(env, request, context)
    if (guarded !== undefined) return await answerForShop(request, guarded, env, context)
  } catch (error) {
    return answerFault(error, request, env, context)
  }
  return app.fetch(request, env, context)
}

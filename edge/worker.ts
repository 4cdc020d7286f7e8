import { createApp } from './app.ts'
import { deliver } from './events/deliver.ts'
import { answerFault } from './gateway/answer-fault.ts'
import { answerForShop } from './gateway/gateway.ts'
import { guardedBy, isOwn } from './gateway/guarded.ts'
import { isSampled, logRequest } from './request-log.ts'
import type { Bindings } from './settings.ts'

export { Desk } from './objects/desk.ts'
export { Directory } from './objects/directory.ts'
export { Room } from './objects/room.ts'
export { Segment } from './objects/segment.ts'

const app = createApp()

type Answered = { readonly response: Response; readonly isShops: boolean }

/** A request is for a shop behind us, or for the waiting room. */
export default {
  fetch: (request, env, context) => {
    if (isSampled(env)) return answerAndLog(request, env, context)
    if (isOwn(request)) return app.fetch(request, env, context)
    return answerOther(request, env, context).then(({ response }) => response)
  },
  queue: (batch, env, context) => deliver(batch, env, context),
} satisfies ExportedHandler<Bindings>

async function answerAndLog(
  request: Request,
  env: Bindings,
  context: ExecutionContext,
): Promise<Response> {
  const beganAtMs = Date.now()
  const answered = isOwn(request)
    ? { response: await app.fetch(request, env, context), isShops: false }
    : await answerOther(request, env, context)
  logRequest({ request, beganAtMs, ...answered })
  return answered.response
}

async function answerOther(
  request: Request,
  env: Bindings,
  context: ExecutionContext,
): Promise<Answered> {
  try {
    const guarded = await guardedBy(env, request, context)
    if (guarded !== undefined) {
      return { response: await answerForShop(request, guarded, env, context), isShops: true }
    }
  } catch (error) {
    return { response: await answerFault(error, request, env, context), isShops: true }
  }
  return { response: await app.fetch(request, env, context), isShops: false }
}

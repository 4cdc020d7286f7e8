import type { Room } from './objects/room.ts'
import type { Language } from './web/language.ts'
import type * as worker from './worker.ts'

/** What wrangler.toml binds, and what may be missing where the Worker runs without wrangler. */
export interface Bindings {
  ROOM: DurableObjectNamespace<Room>
  /** Which upload of the Worker this is. Absent under plain `workerd serve`. */
  VERSION?: WorkerVersionMetadata
}

/** What a request carries from the middleware to whoever answers it. */
export type EdgeEnv = { Bindings: Bindings; Variables: { requestId: string; language: Language } }

// `cloudflare:workers` types its `env` and `exports` by these.
declare global {
  namespace Cloudflare {
    interface Env extends Bindings {}
    interface GlobalProps {
      mainModule: typeof worker
      durableNamespaces: 'Room'
    }
  }
}

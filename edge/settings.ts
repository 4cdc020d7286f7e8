import type { RoomEntry } from '../core/queue/room/entry.ts'
import type { Desk } from './objects/desk.ts'
import type { Room } from './objects/room.ts'
import type { Segment } from './objects/segment.ts'
import type { Language } from './web/language.ts'
import type * as worker from './worker.ts'

/** What wrangler.toml binds, and what may be missing where the Worker runs without wrangler. */
export interface Bindings {
  ROOM: DurableObjectNamespace<Room>
  DESK: DurableObjectNamespace<Desk>
  SEGMENT: DurableObjectNamespace<Segment>
  /** The settings file's text: see core/queue/room/entry.ts. Without it there is no room. */
  ROOMS?: string
  /** Keys of place tokens: see place-keys.ts. A secret. */
  PLACE_KEYS?: string
  /** Where everybody reaches us, as `https://queue.example`: whose word an admission token is. */
  ISSUER?: string
  /** Keys of admission tokens: see admission-keys.ts. A secret. */
  ADMISSION_KEYS?: string
  /** What shops' servers say to be ones: see service-keys.ts. A secret. */
  SERVICE_KEYS?: string
  /** What an operator says to be one. A secret; without it there is no operator. */
  OPERATOR_KEY?: string
  /** Which upload of the Worker this is. Absent under plain `workerd serve`. */
  VERSION?: WorkerVersionMetadata
}

/** What a request carries from the middleware to whoever answers it. */
export type EdgeEnv = {
  Bindings: Bindings
  Variables: { requestId: string; language: Language; entry: RoomEntry; allowedOrigin?: string }
}

// `cloudflare:workers` types its `env` and `exports` by these.
declare global {
  namespace Cloudflare {
    interface Env extends Bindings {}
    interface GlobalProps {
      mainModule: typeof worker
      durableNamespaces: 'Room' | 'Desk' | 'Segment'
    }
  }
}

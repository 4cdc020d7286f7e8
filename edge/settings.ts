import type { RoomEntry } from '../core/queue/room/entry.ts'
import type { Actor } from '../core/operate/operator.ts'
import type { Desk } from './objects/desk.ts'
import type { Directory } from './objects/directory.ts'
import type { Room } from './objects/room.ts'
import type { Segment } from './objects/segment.ts'
import type { Language } from './web/language.ts'
import type * as worker from './worker.ts'

/** What wrangler.toml binds, and what may be missing where the Worker runs without wrangler. */
export interface Bindings {
  DIRECTORY: DurableObjectNamespace<Directory>
  ROOM: DurableObjectNamespace<Room>
  DESK: DurableObjectNamespace<Desk>
  SEGMENT: DurableObjectNamespace<Segment>
  /** Keys of place tokens: see place-keys.ts. A secret. */
  PLACE_KEYS?: string
  /** Where everybody reaches us, as `https://queue.example`: whose word an admission token is. */
  ISSUER?: string
  /** Keys of admission tokens: see admission-keys.ts. A secret. */
  ADMISSION_KEYS?: string
  /** What shops' servers say to be ones: see service-keys.ts. A secret. */
  SERVICE_KEYS?: string
  /** The first owner's key, with which operators' tokens are signed. A secret; without it there is no operator. */
  OPERATOR_KEY?: string
  /** Which part of the requests is logged, from 0 to 1; otherwise one in a hundred. */
  LOG_SAMPLE?: string
  /** Cloudflare Access before /operate: whose word it is, as `https://team.cloudflareaccess.com`, */
  ACCESS_TEAM?: string
  /** and the audience tag of its application. */
  ACCESS_AUDIENCE?: string
  /** Where events go on to the origin: without it, or without the origin's address, none are told. */
  EVENTS?: Pick<Queue, 'send'>
  /** The origin, as `https://origin.example`, and what we show there. The second is a secret. */
  ORIGIN_URL?: string
  ORIGIN_TOKEN?: string
  /** Which part of the events is traced, from 0 to 1; otherwise a tenth. And who collects spans. */
  TRACE_SHARE?: string
  ZIPKIN_URL?: string
  /** Which upload of the Worker this is. Absent under plain `workerd serve`. */
  VERSION?: WorkerVersionMetadata
}

/** What a request carries from the middleware to whoever answers it. */
export type EdgeEnv = {
  Bindings: Bindings
  Variables: {
    requestId: string
    language: Language
    entry: RoomEntry
    allowedOrigin?: string
    actor: Actor
  }
}

// `cloudflare:workers` types its `env` and `exports` by these.
declare global {
  namespace Cloudflare {
    interface Env extends Bindings {}
    interface GlobalProps {
      mainModule: typeof worker
      durableNamespaces: 'Directory' | 'Room' | 'Desk' | 'Segment'
    }
  }
}

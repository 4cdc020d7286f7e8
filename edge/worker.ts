import { createApp } from './app.ts'
import type { Bindings } from './settings.ts'

export { Room } from './objects/room.ts'

export default { fetch: createApp().fetch } satisfies ExportedHandler<Bindings>

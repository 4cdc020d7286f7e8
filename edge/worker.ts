import { createApp } from './app.ts'
import type { Bindings } from './settings.ts'

export { Desk } from './objects/desk.ts'
export { Room } from './objects/room.ts'
export { Segment } from './objects/segment.ts'

export default { fetch: createApp().fetch } satisfies ExportedHandler<Bindings>

/** A request of an operator, as whoever answers it needs it. */
import type { Actor } from '../../core/operate/operator.ts'
import type { Bindings } from '../settings.ts'
import type { Asking } from '../objects/room-operations.ts'

export type Asked<Query, Body> = {
  readonly env: Bindings
  readonly actor: Actor
  readonly requestId: string
  /** By which the same request is known when it is said again. */
  readonly key: string | undefined
  readonly params: Readonly<Record<string, string>>
  readonly query: Query
  readonly body: Body
  readonly request: Request
  readonly waitUntil: (promise: Promise<unknown>) => void
}

export function askingOf(
  { actor, requestId, key }: Pick<Asked<unknown, unknown>, 'actor' | 'requestId' | 'key'>,
  query: { readonly dryRun?: 'true' | 'false' } = {},
): Asking {
  return { by: actor, requestId, key, dryRun: query.dryRun === 'true' }
}

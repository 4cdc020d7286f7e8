import { LookAgain } from './look-again.tsx'
import type { Scene } from './scene.ts'
import type { RoomTelling } from './telling.ts'

/** Refusals that have words of their own; what else may be refused is told in general ones. */
const REFUSALS: ReadonlyMap<string, RefusalName> = new Map([
  ['join-too-early', 'too-early'],
  ['join-drawing', 'drawing'],
  ['join-paused', 'paused'],
  ['join-closed', 'closed'],
  ['join-rejected', 'rejected'],
  ['room-busy', 'busy'],
  ['protocol-newer', 'busy'],
  ['room-held', 'held'],
  ['room-closed', 'held'],
  ['no-offer', 'no-offer'],
  ['offer-lapsed', 'offer-lapsed'],
  ['transfer-unknown', 'code-unknown'],
  ['transfer-used', 'code-used'],
  ['transfer-too-many-tries', 'code-tries'],
  ['moved-too-often', 'moved-too-often'],
  ['protocol-too-old', 'old-page'],
])

type RefusalName =
  | 'too-early'
  | 'drawing'
  | 'paused'
  | 'closed'
  | 'rejected'
  | 'busy'
  | 'held'
  | 'no-offer'
  | 'offer-lapsed'
  | 'code-unknown'
  | 'code-used'
  | 'code-tries'
  | 'moved-too-often'
  | 'old-page'

/** What was asked for cannot be, now or at all: why, and that the page may be asked again. */
export function refusedScene(telling: RoomTelling, code: string): Scene {
  const { say } = telling
  const name = REFUSALS.get(code) ?? 'unknown'
  return {
    heading: say(`room.refused.${name}`),
    body: (
      <>
        <p>{say(`room.refused.${name}.what`)}</p>
        <LookAgain telling={telling} />
      </>
    ),
  }
}

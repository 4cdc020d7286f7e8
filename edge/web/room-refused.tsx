import { supersededScene } from './room-ended.tsx'
import type { RoomTelling, Scene } from './room-scene.tsx'

/** Refusals that have words of their own; what else may be refused is told in general ones. */
const REFUSALS: ReadonlyMap<string, RefusalName> = new Map([
  ['join-too-early', 'too-early'],
  ['join-drawing', 'drawing'],
  ['join-paused', 'paused'],
  ['join-closed', 'closed'],
  ['join-rejected', 'rejected'],
  ['room-busy', 'busy'],
  ['room-held', 'held'],
  ['room-closed', 'held'],
  ['no-offer', 'no-offer'],
  ['offer-lapsed', 'offer-lapsed'],
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

/** What was asked for cannot be, now or at all: why, and that the page may be asked again. */
export function refusedScene(telling: RoomTelling, code: string): Scene {
  if (code === 'place-superseded') return supersededScene(telling)
  const { say, entry, language } = telling
  const name = REFUSALS.get(code) ?? 'unknown'
  return {
    heading: say(`room.refused.${name}`),
    body: (
      <>
        <p>{say(`room.refused.${name}.what`)}</p>
        <p>
          <a class="way-out" href={`/rooms/${entry.id}?lang=${language}`}>
            {say('room.look')}
          </a>
        </p>
      </>
    ),
  }
}

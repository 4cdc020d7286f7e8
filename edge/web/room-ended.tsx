import type { SessionOnWire } from '../../core/protocol/session.ts'
import { ActForm, HeadlineFact, Instant, type RoomTelling, type Scene } from './room-scene.tsx'
import { clockOf } from './room-words.ts'

/** The end of the line: in the shop, with the time that is theirs. */
export function insideScene(telling: RoomTelling, { untilMs }: SessionOnWire): Scene {
  const { say } = telling
  return {
    heading: say('room.inside'),
    step: 'shop',
    body: (
      <>
        <dl class="headline">
          <HeadlineFact label={say('room.until')}>
            <Instant atMs={untilMs}>{clockOf(untilMs)}</Instant> <small>{say('room.zone')}</small>
          </HeadlineFact>
        </dl>
        <p>{say('room.inside.what')}</p>
        <ActForm telling={telling} act="release" label={say('room.release')} />
      </>
    ),
  }
}

/** No line, or none that can be seen: `marked` is the second (R10). */
export function letThroughScene({ say }: RoomTelling, marked: boolean): Scene {
  return {
    heading: say('room.let-through'),
    step: 'shop',
    body: <p>{say(marked ? 'room.let-through.marked.what' : 'room.let-through.what')}</p>,
  }
}

export function overScene(telling: RoomTelling): Scene {
  const { say } = telling
  return {
    heading: say('room.over'),
    body: (
      <>
        <p>{say('room.over.what')}</p>
        <ActForm telling={telling} act="join" label={say('room.again')} />
      </>
    ),
  }
}

export function supersededScene({ say }: RoomTelling): Scene {
  return { heading: say('room.superseded'), body: <p>{say('room.superseded.what')}</p> }
}

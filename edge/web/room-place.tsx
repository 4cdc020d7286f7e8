import type { FanStatusOnWire } from '../../core/protocol/fan-status.ts'
import { ActForm, asOfFact, Facts, type RoomTelling } from './room-scene.tsx'
import { countIn, rateIn } from './room-words.ts'

/** The stub a fan keeps: the number, large, and what the room is doing meanwhile. */
export function PlaceStub({ telling, status }: { telling: RoomTelling; status: FanStatusOnWire }) {
  const { say, language, entry } = telling
  const { place, waiting, ratePerSecond, asOfMs } = status
  return (
    <>
      <dl class="number">
        <dt>{say('room.number')}</dt>
        <dd>{countIn(language, place.number)}</dd>
      </dl>
      <Facts
        facts={[
          place.position === place.number
            ? undefined
            : [say('room.position'), countIn(language, place.position)],
          entry.settings.lanes.length > 1 ? [say('room.lane'), place.lane] : undefined,
          [say('room.waiting'), say('room.people', { n: countIn(language, waiting) })],
          [say('room.rate'), rateIn(say, language, ratePerSecond)],
          asOfFact(say, asOfMs),
        ]}
      />
    </>
  )
}

/** Small, and in two steps: what it costs is said before it can be done. */
export function LeaveForm({ telling }: { telling: RoomTelling }) {
  const { say } = telling
  return (
    <details class="leave">
      <summary>{say('room.leave')}</summary>
      <p>{say('room.leave.what')}</p>
      <ActForm telling={telling} act="leave" label={say('room.leave.sure')} look="quiet" />
    </details>
  )
}

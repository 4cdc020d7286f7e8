import { ActForm } from './act-form.tsx'
import type { RoomTelling } from './telling.ts'

/** What a fan in the line can do besides waiting. */
export function PlaceTools({ telling }: { telling: RoomTelling }) {
  return (
    <div class="tools">
      <SoundButton telling={telling} />
      <ActForm telling={telling} act="transfer" label={telling.say('room.transfer')} look="quiet" />
      <LeaveForm telling={telling} />
    </div>
  )
}

/** A switch: which way it stands is told by its knob and in words, not by colour alone. */
function SoundButton({ telling }: { telling: RoomTelling }) {
  const { say, live } = telling
  const sound = live?.sound
  if (sound === undefined) return null
  const isOn = sound === 'on'
  return (
    <button
      type="button"
      class="quiet switch"
      name="act"
      value="sound"
      data-act="sound"
      aria-pressed={isOn ? 'true' : 'false'}
      key="sound"
    >
      {say('room.sound')}
      <span class="knob" aria-hidden="true">
        {say(isOn ? 'room.sound.on' : 'room.sound.off')}
      </span>
    </button>
  )
}

/** Small, and in two steps: what it costs is said before it can be done. */
export function LeaveForm({ telling }: { telling: RoomTelling }) {
  const { say } = telling
  return (
    <details class="more-below leave" key="leave">
      <summary>{say('room.leave')}</summary>
      <p>{say('room.leave.what')}</p>
      <ActForm telling={telling} act="leave" label={say('room.leave.sure')} look="quiet" />
    </details>
  )
}

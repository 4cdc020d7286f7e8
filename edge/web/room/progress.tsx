import type { RoomTelling } from './telling.ts'
import { peopleIn } from './words.ts'

/** How far the line has moved since this page first heard of it. Only a page that is alive knows. */
export function Progress(props: { telling: RoomTelling; presentAhead: number }) {
  const { telling, presentAhead } = props
  const { say, language, live } = telling
  const startedAhead = live?.startedAhead ?? 0
  if (startedAhead === 0) return null
  const moved = Math.max(0, startedAhead - presentAhead)
  return (
    <div class="progress">
      <progress aria-label={say('room.progress')} max={startedAhead} value={moved} />
      <p class="note">
        {say('room.progress.from', { people: peopleIn(say, language, startedAhead) })}
      </p>
    </div>
  )
}

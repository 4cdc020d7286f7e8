import { roomPath } from './act-form.tsx'
import type { RoomTelling } from './telling.ts'

/**
 * The room's page as it is now: always a way on, from wherever. A script that is there goes back
 * without leaving the page, which may be the only one to know of the place.
 */
export function LookAgain({ telling, label }: { telling: RoomTelling; label?: string }) {
  return (
    <p>
      <a
        class="way-out"
        href={roomPath(telling)}
        {...(telling.live !== undefined && { 'data-act': 'look' })}
      >
        {label ?? telling.say('room.look')}
      </a>
    </p>
  )
}

import type { RoomTelling } from './telling.ts'
import { spaceIn } from './words.ts'

/** A page that changes by itself can be told not to: for who reads slowly, or by ear. */
export function Renewal(props: {
  telling: RoomTelling
  refreshSeconds: number
  isPlaced: boolean
}) {
  const { telling, refreshSeconds, isPlaced } = props
  const { say, language } = telling
  if (refreshSeconds === 0) {
    return (
      <p class="renewal">
        {say(isPlaced ? 'room.refresh.stopped.placed' : 'room.refresh.stopped')}{' '}
        <a href={`?lang=${language}`}>{say('room.refresh.start')}</a>
      </p>
    )
  }
  return (
    <p class="renewal">
      {say('room.refresh', { n: String(refreshSeconds) })}
      {isPlaced ? `${spaceIn(language)}${say('room.refresh.placed')}` : null}{' '}
      <a href={`?lang=${language}&refresh=off`}>{say('room.refresh.stop')}</a>
    </p>
  )
}

import type { Language } from '../language.ts'
import type { Say } from '../messages.ts'
import { clockOf } from '../room/words.ts'
import { durationIn } from './console-words.ts'
import { STALE_MS, type Seen } from './seen.ts'

type StripProps = { seen: Seen; say: Say; language: Language }

/** Always in view: the phase, how old the figures are, and the brake. */
export function SaleStrip({ seen, say, language }: StripProps) {
  const { figures, nowMs, isSignedOut } = seen
  const ageMs = figures === undefined ? 0 : Math.max(0, nowMs - figures.saidAtMs)
  const isStale = ageMs > STALE_MS
  const age = durationIn(say, ageMs)
  return (
    <div class={isStale || isSignedOut ? 'strip stale' : 'strip'}>
      <p class="standing">
        {figures === undefined ? null : (
          <strong class={`chip phase-${figures.phase}`} data-phase={figures.phase}>
            {say(`room.phase.${figures.phase}`)}
          </strong>
        )}
        <span class="age" data-age={isStale ? 'stale' : 'fresh'}>
          {isSignedOut
            ? say('sale.signed-out')
            : figures === undefined
              ? say('sale.none-yet')
              : isStale
                ? say('sale.stale', { age })
                : say('sale.as-of', { time: clockOf(figures.saidAtMs), age })}
        </span>
      </p>
      {seen.maySteer ? <Brake seen={seen} say={say} language={language} /> : null}
    </div>
  )
}

/**
 * Two buttons that keep their places, so that a hasty second press of the one never hits the other.
 * Which does nothing now says so, and stays reachable.
 */
function Brake({ seen, say, language }: StripProps) {
  const { room, figures, pressed } = seen
  const phase = figures?.phase
  if (phase === 'closed') return null
  const isPaused = phase === 'paused'
  return (
    <form
      class="brake"
      method="post"
      action={`/operate/rooms/${room}?lang=${language}`}
      data-room={room}
    >
      <button
        name="act"
        value="pause"
        class="pause"
        {...(isPaused || pressed !== undefined ? { 'aria-disabled': 'true' as const } : {})}
      >
        {say(pressed === 'pause' ? 'sale.doing' : 'sale.act.pause')}
      </button>
      <button
        name="act"
        value="resume"
        class="resume"
        {...(!isPaused || pressed !== undefined ? { 'aria-disabled': 'true' as const } : {})}
      >
        {say(pressed === 'resume' ? 'sale.doing' : 'sale.act.resume')}
      </button>
    </form>
  )
}

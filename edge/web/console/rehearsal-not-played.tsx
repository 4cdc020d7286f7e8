import type { NotPlayed } from '../../../simulator/not-played.ts'
import type { Say } from '../messages.ts'

/** Beside the figures, so that nobody takes them for an answer to a setting they do not know of. */
export function RehearsalNotPlayed({
  settings,
  say,
}: {
  settings: readonly NotPlayed[]
  say: Say
}) {
  if (settings.length === 0) return null
  return (
    <div class="not-played">
      <p class="foreseen" id="not-played">
        {say('rehearse.not-played')}
      </p>
      <ul aria-labelledby="not-played">
        {settings.map((setting) => (
          <li data-not-played={setting}>{say(`rehearse.not-played.${setting}`)}</li>
        ))}
      </ul>
    </div>
  )
}

import type { Role } from '../../../core/operate/role.ts'
import { speak } from '../messages.ts'
import { ConsolePage, type Around } from './console-page.tsx'

/** A page, or a form, of another role than theirs. */
export function TooLowPage({ needed, ...around }: Around & { needed: Role }) {
  const say = speak(around.language)
  return (
    <ConsolePage title={say('console.too-low')} {...around}>
      <section class="card">
        <h1>{say('console.too-low')}</h1>
        <p>
          {say('console.too-low.what', {
            needed: say(`console.role.${needed}`),
            yours: say(`console.role.${around.actor.role}`),
          })}
        </p>
      </section>
    </ConsolePage>
  )
}

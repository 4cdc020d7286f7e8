import { ActForm } from './act-form.tsx'
import type { RoomTelling } from './telling.ts'

/**
 * For who comes from another device: the code that was shown there. The page's script fills in
 * who claims, so that a lost answer costs nothing; without one the server does.
 */
export function CodeForm({ telling }: { telling: RoomTelling }) {
  const { say, live } = telling
  return (
    <details class="more-below code" key="code">
      <summary>{say('room.code')}</summary>
      <ActForm telling={telling} act="redeem" label={say('room.code.bring')} look="quiet">
        <label for="code">{say('room.code.label')}</label>
        <input
          id="code"
          name="code"
          required
          pattern="[0-9A-Za-z \-]{12,20}"
          maxlength={20}
          placeholder="0000-0000-0000"
          autocomplete="off"
          autocapitalize="characters"
          aria-describedby="code-hint"
        />
        {live === undefined ? null : <input type="hidden" name="claimant" value="" />}
        <p class="note" id="code-hint">
          {say('room.code.hint')}
        </p>
      </ActForm>
    </details>
  )
}

import type { RoomView } from '../../../core/operate/room-answers.ts'
import type { Language } from '../language.ts'
import type { Say } from '../messages.ts'
import { countIn } from '../room/words.ts'
import { instantIn, rateIn } from './console-words.ts'

type SettingsProps = { view: RoomView; say: Say; language: Language }

/** By which settings a rehearsal goes: as the page was made, and anew each time the script has asked for them. */
export function RehearsedSettings({ view, say, language }: SettingsProps) {
  const { entry, ratePerSecond, version, changedAtMs } = view
  const { cap, mode } = entry.settings
  return (
    <>
      <p class="soft">
        {say('rehearse.settings', {
          cap: countIn(language, cap),
          rate: rateIn(say, language, ratePerSecond),
          n: String(version),
          time: instantIn(language, changedAtMs),
        })}
      </p>
      {mode === 'queue' ? null : (
        <p class="foreseen" data-mode={mode}>
          {say(`rehearse.mode.${mode}`)}
        </p>
      )}
    </>
  )
}

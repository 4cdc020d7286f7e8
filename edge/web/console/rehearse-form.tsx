import {
  crowdFlags,
  type CrowdFlag,
  type ExpectedCrowd,
  type ReadCrowd,
} from '../../../simulator/expected-crowd.ts'
import type { Language } from '../language.ts'
import type { Say } from '../messages.ts'
import { countIn } from '../room/words.ts'

type FormProps = {
  room: string
  usual: ExpectedCrowd
  typed: (name: string) => string
  read: ReadCrowd
  say: Say
  language: Language
}

/** Who is expected. A browser without scripts asks the server, which answers with the command. */
export function RehearseForm({ room, usual, typed, read, say, language }: FormProps) {
  return (
    <form
      class="card make"
      id="rehearse-form"
      method="get"
      action={`/operate/rooms/${room}/rehearse`}
      novalidate
    >
      <p class="hint">{say('rehearse.what')}</p>
      <input type="hidden" name="lang" value={language} />
      <div class="pair">
        {crowdFlags.map((field) => {
          const isWrong = read.kind === 'wrong' && read.flag.name === field.name
          const id = `rehearse-${field.name}`
          return (
            <div class="field">
              <label for={id}>{say(`rehearse.field.${field.name}`)}</label>
              <input
                id={id}
                name={field.name}
                type="number"
                autocomplete="off"
                inputmode={field.isWhole ? 'numeric' : 'decimal'}
                value={typed(field.name) || usual[field.of]}
                min={field.low}
                max={field.high}
                step={field.isWhole ? 1 : 'any'}
                aria-describedby={isWrong ? `${id}-wrong ${id}-hint` : `${id}-hint`}
                {...(isWrong ? { 'aria-invalid': 'true' as const } : {})}
              />
              {isWrong ? (
                <p class="wrong" id={`${id}-wrong`}>
                  {wrongText(say, language, field)}
                </p>
              ) : null}
              <p class="hint" id={`${id}-hint`}>
                {say(`rehearse.field.${field.name}.hint`)}
              </p>
            </div>
          )
        })}
      </div>
      <button id="rehearse-go">{say('rehearse.go')}</button>
    </form>
  )
}

export function wrongText(
  say: Say,
  language: Language,
  { low, high, isWhole }: Pick<CrowdFlag, 'low' | 'high' | 'isWhole'>,
): string {
  const bounds = { low: countIn(language, low), high: countIn(language, high) }
  return say(isWhole ? 'rehearse.wrong.whole' : 'rehearse.wrong', bounds)
}

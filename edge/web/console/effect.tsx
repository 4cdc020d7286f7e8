import type { DoneAnswer } from '../../../core/operate/room-answers.ts'
import type { Outlook } from '../../../core/operate/outlook.ts'
import type { Language } from '../language.ts'
import type { Say } from '../messages.ts'
import { countIn } from '../room/words.ts'
import { Changes } from './changes.tsx'
import { rateIn } from './console-words.ts'
import { lastIn } from './sale-figures.tsx'

type EffectProps = { done: DoneAnswer; say: Say; language: Language }

/** Before and after, as the room itself foresees it: how full it is, and how long the last fan waits. */
export function Effect({ done, say, language }: EffectProps) {
  const { before, after } = done.effect
  const [was, is] = [lastIn(say, before), lastIn(say, after)]
  const key = was === is ? 'sale.effect.last.same' : 'sale.effect.last'
  const isClosing = after.phase === 'closed'
  const isFull = !isClosing && after.waiting > 0 && after.occupied >= after.cap
  return (
    <>
      <p class="foreseen">
        {isClosing
          ? say('sale.effect.closed', { n: countIn(language, before.waiting) })
          : say(key, { before: was, after: is })}
      </p>
      {after.lastWait?.assumed === true && !isClosing ? (
        <p class="soft">{say('sale.last.assumed')}</p>
      ) : null}
      {isFull ? <p class="soft">{say('sale.effect.full')}</p> : null}
      <table class="effect">
        <thead>
          <tr>
            <td />
            <th scope="col">{say('sale.effect.before')}</th>
            <th scope="col">{say('sale.effect.after')}</th>
          </tr>
        </thead>
        <tbody>
          {rowsOf(say, language).map(({ name, value }) => (
            <tr>
              <th scope="row">{name}</th>
              <td>{value(before)}</td>
              <td>
                {value(before) === value(after) ? value(after) : <strong>{value(after)}</strong>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>{say('sale.effect.changes')}</h3>
      <Changes changes={done.changes} say={say} language={language} />
    </>
  )
}

function rowsOf(say: Say, language: Language) {
  return [
    { name: say('sale.phase'), value: ({ phase }: Outlook) => say(`room.phase.${phase}`) },
    { name: say('sale.cap'), value: ({ cap }: Outlook) => countIn(language, cap) },
    {
      name: say('sale.rate'),
      value: ({ ratePerSecond }: Outlook) => rateIn(say, language, ratePerSecond),
    },
    { name: say('sale.waiting'), value: ({ waiting }: Outlook) => countIn(language, waiting) },
    { name: say('sale.last'), value: (outlook: Outlook) => lastIn(say, outlook) },
  ]
}

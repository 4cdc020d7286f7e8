import type { Change } from '../../../core/operate/change.ts'
import { partsOf } from '../../../core/operate/told-changes.ts'
import type { Language } from '../language.ts'
import type { Say } from '../messages.ts'
import { countIn } from '../room/words.ts'
import { changedLabel, changedValue, writtenIn } from './changed-field.ts'

type ChangesProps = {
  changes: readonly Change[]
  /** Fields that are not told. */
  more?: number
  say: Say
  language: Language
}

/** What was and what is, field by field: alike where a change is shown, was made, and is told of. */
export function Changes({ changes, more = 0, say, language }: ChangesProps) {
  if (changes.length + more === 0) return <p class="soft">{say('sale.effect.nothing')}</p>
  return (
    <ul class="changes">
      {changes.flatMap(partsOf).map(({ field, before, after }) => {
        const label = changedLabel(say, field)
        const value = (of: unknown) => changedValue(say, language, field, of)
        return (
          <li>
            {label === undefined ? <code>{field}</code> : <span class="soft">{label}</span>}{' '}
            <span lang={writtenIn(field)}>
              {before === undefined ? null : <del>{value(before)}</del>}
              {before === undefined ? '' : ' '}
              <ins>{value(after)}</ins>
            </span>
          </li>
        )
      })}
      {more === 0 ? null : (
        <li class="soft">{say('console.report.more', { n: countIn(language, more) })}</li>
      )}
    </ul>
  )
}

import type { Say } from '../messages.ts'
import type { Wrong } from './deed.ts'
import { idOf } from './field.tsx'
import { reasonIn } from './reason-words.ts'
import { labelsIn } from './room-labels.ts'

type SummaryProps = { sentence: string; wrong: Wrong; say: Say; isForm: boolean }

/** What is to be mended, first on the page: by the name its field has there, as a way to it. */
export function WrongSummary({ sentence, wrong, say, isForm }: SummaryProps) {
  const label = isForm ? labelsIn(say)(wrong.field) : undefined
  const told = reasonIn(say, wrong.reason)
  return (
    <div class="summary" role="alert">
      <p class="foreseen">{sentence}</p>
      <p>
        {label === undefined ? null : <a href={`#${idOf('room', wrong.field)}`}>{label}</a>}{' '}
        <code>{wrong.field}</code> <span lang={told.lang}>{told.text}</span>
      </p>
    </div>
  )
}

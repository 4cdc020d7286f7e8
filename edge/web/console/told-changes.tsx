import type { Incident } from '../../../core/operate/sale-report.ts'
import type { Language } from '../language.ts'
import type { Say } from '../messages.ts'
import { Changes } from './changes.tsx'
import { isDeedName } from './deed.ts'

type Act = Extract<Incident, { kind: 'act' }>
type Part = { act: Act; say: Say; language: Language }

/** Who did what to a sale, and what became other by it. */
export function ActTold({ act, say, language }: Part) {
  const { changes, more } = act
  return (
    <>
      <span>
        <ActName act={act.act} say={say} /> <span class="soft">{act.by}</span>
      </span>
      {changes.length + more === 0 ? null : (
        <Changes changes={changes} more={more} say={say} language={language} />
      )}
    </>
  )
}

const others = ['create', 'remove', 'revoke', 'release'] as const

/** An act is a word of the interface; people read what its button says. */
export function ActName({ act, say }: { act: string; say: Say }) {
  const other = others.find((known) => known === act)
  if (other !== undefined) return <strong>{say(`console.report.act.${other}`)}</strong>
  return isDeedName(act) ? <strong>{say(`sale.act.${act}`)}</strong> : <code>{act}</code>
}

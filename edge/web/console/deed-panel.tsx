import type { Conflict } from '../../../core/operate/room-answers.ts'
import { readSessionId } from '../../fan/session-id.ts'
import type { Language } from '../language.ts'
import type { MessageKey, Say } from '../messages.ts'
import { Changes } from './changes.tsx'
import type { DeedName, Ending as EndingWord } from './deed.ts'
import type { Outcome } from './deed-outcome.ts'
import { doneIn } from './done-words.ts'
import { Effect } from './effect.tsx'
import { instantIn } from './console-words.ts'
import { reasonIn } from './reason-words.ts'

export type Asking = {
  readonly room: string
  readonly name: DeedName
  /** As they were sent: what is confirmed is what was shown. */
  readonly fields: readonly (readonly [name: string, value: string])[]
  readonly version: string
  /** By which a confirmation that is sent twice is done once. */
  readonly key: string
}

type PanelProps = {
  asking: Asking
  outcome: Outcome
  say: Say
  language: Language
  /** In a dialog one leaves it; on a page of its own one goes back. */
  isDialog: boolean
}

/** What a deed would bring, and the one question whether to do it; or why it cannot be done. */
export function DeedPanel({ asking, outcome, say, language, isDialog }: PanelProps) {
  const { name, room } = asking
  const isConflict = outcome.kind === 'conflict'
  return (
    <>
      <h2 id="deed" tabindex={-1}>
        {say(isConflict ? 'sale.conflict' : `sale.act.${name}`)}
      </h2>
      <Said asking={asking} outcome={outcome} say={say} language={language} />
      <form
        class="row-of-buttons"
        method="post"
        action={`/operate/rooms/${room}?lang=${language}`}
        data-confirm={name}
      >
        {asking.fields.map(([field, value]) => (
          <input type="hidden" name={field} value={value} />
        ))}
        <input type="hidden" name="act" value={name} />
        <Press asking={asking} outcome={outcome} say={say} />
        {isDialog ? (
          <button type="button" class="quiet" data-leave>
            {say('sale.effect.leave')}
          </button>
        ) : (
          <a class="button quiet" href={`${backTo(asking)}?lang=${language}`}>
            {say('sale.effect.leave')}
          </a>
        )}
      </form>
    </>
  )
}

type Here = Omit<PanelProps, 'isDialog'>

function Said({ asking, outcome, say, language }: Here) {
  switch (outcome.kind) {
    case 'answered': {
      const { done } = outcome
      const what = whatOf(asking.name)
      if (done.changes.length === 0) return <p class="foreseen">{say('sale.effect.none')}</p>
      return (
        <>
          {what === undefined ? null : <p class="hint">{say(what)}</p>}
          <Effect done={done} say={say} language={language} />
        </>
      )
    }
    case 'conflict':
      return (
        <Before conflict={outcome.conflict} seen={asking.version} say={say} language={language} />
      )
    case 'lost':
      return (
        <>
          <p class="wrong">{say('sale.refused.lost')}</p>
          <p class="hint">{say('sale.lost.again')}</p>
        </>
      )
    case 'untried':
      return <p class="wrong">{say('sale.refused.untried')}</p>
    case 'would-end':
      return <Ending how={outcome.how} sessionId={outcome.sessionId} say={say} />
    case 'ended':
    case 'already-over':
      return <p class="foreseen">{doneIn(say, asking.name, outcome)}</p>
    case 'refused': {
      const { field, reason, message } = outcome
      const told = reasonIn(say, reason ?? message)
      return (
        <>
          <p class="foreseen">{say('sale.refused')}</p>
          <p class="wrong">
            {field === undefined ? null : <code>{field}: </code>}
            <span lang={told.lang}>{told.text}</span>
          </p>
        </>
      )
    }
  }
}

/** Asked once. On top of somebody else's change it is tried anew first, and its effect shown. */
function Press({ asking, outcome, say }: Omit<Here, 'language'>) {
  if (outcome.kind === 'conflict') {
    return (
      <>
        <input type="hidden" name="version" value={outcome.conflict.version} />
        <button>{say('sale.conflict.top')}</button>
      </>
    )
  }
  if (!isToBeAsked(outcome)) return null
  return (
    <>
      <input type="hidden" name="version" value={asking.version} />
      <input type="hidden" name="key" value={asking.key} />
      <button name="sure" value="yes">
        {say(`sale.act.${asking.name}`)}
      </button>
    </>
  )
}

/** What was lost is said again by the key it had. */
function isToBeAsked(outcome: Outcome): boolean {
  if (outcome.kind === 'would-end' || outcome.kind === 'lost') return true
  return outcome.kind === 'answered' && outcome.done.changes.length > 0
}

type EndingProps = { how: EndingWord; sessionId: string; say: Say }

/** Whose session it is, as far as its id says, and which word of it stays in the log. */
function Ending({ how, sessionId, say }: EndingProps) {
  const { lane = '', position = 0 } = readSessionId(sessionId) ?? {}
  return (
    <>
      <p class="foreseen">{say('sale.session.would', { lane, n: String(position) })}</p>
      <p>
        <code class="session">{sessionId}</code>
      </p>
      <p>
        {say('sale.field.session.how')}: <strong>{say(`sale.session.${how}`)}</strong>
      </p>
      <p class="hint">{say('sale.act.end-session.what')}</p>
    </>
  )
}

/** To where it was begun. */
function backTo({ room, name, fields }: Asking): string {
  const isJson = fields.some(([field, value]) => field === 'way' && value === 'json')
  const page = name === 'change' ? `/settings${isJson ? '/json' : ''}` : ''
  return `/operate/rooms/${room}${page}`
}

type BeforeProps = { conflict: Conflict; seen: string; say: Say; language: Language }

/** Who changed what, since the version that was seen. */
function Before({ conflict, seen, say, language }: BeforeProps) {
  return (
    <>
      <p class="foreseen">
        {say('sale.conflict.sentence', { seen, now: String(conflict.version) })}
      </p>
      <ol class="since">
        {conflict.since.map(({ by, atMs, changes }) => (
          <li>
            <p>
              <strong>{by.name}</strong> <span class="soft">{instantIn(language, atMs)}</span>
            </p>
            <Changes changes={changes} say={say} language={language} />
          </li>
        ))}
      </ol>
    </>
  )
}

const told = ['open', 'close', 'sold-out', 'revoke-all', 'follow', 'admit', 'message'] as const

function whatOf(name: DeedName): MessageKey | undefined {
  const known = told.find((one) => one === name)
  return known === undefined ? undefined : `sale.act.${known}.what`
}

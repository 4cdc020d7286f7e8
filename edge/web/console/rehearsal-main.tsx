import type { PropsWithChildren } from 'hono/jsx'
import type { Language } from '../language.ts'
import type { Say } from '../messages.ts'
import { countIn } from '../room/words.ts'
import { durationIn } from './console-words.ts'
import { RehearsalAnswer } from './rehearsal-answer.tsx'
import type { RehearsalState } from './rehearsal-state.ts'
import { PAGE_FANS_MAX } from './rehearse-command.ts'

type MainProps = { state: RehearsalState; say: Say; language: Language }

/** A rehearsal as it stands. Only a page's script draws it: without one there is the command. */
export function RehearsalMain({ state, say, language }: MainProps) {
  switch (state.kind) {
    case 'none':
      return null
    case 'too-many':
      return (
        <Note kind="too-many">
          {say('rehearse.too-many', { n: countIn(language, PAGE_FANS_MAX) })}
        </Note>
      )
    case 'asking':
      return (
        <section class="card" data-rehearsal="asking">
          <p class="soft">{say('rehearse.asking')}</p>
        </section>
      )
    case 'unread':
      return <Note kind="unread">{say('rehearse.unread')}</Note>
    case 'signed-out':
      return <Note kind="signed-out">{say('sale.signed-out')}</Note>
    case 'failed':
      return (
        <Note kind="failed">
          {say('rehearse.failed')} <span lang="en">{state.why}</span>
        </Note>
      )
    case 'stopped':
      return (
        <Note kind="stopped">
          {say('rehearse.stopped', { time: durationIn(say, state.saleSeconds * 1_000) })}
        </Note>
      )
    case 'running':
      return <Running state={state} say={say} language={language} />
    case 'found':
      return <RehearsalAnswer answer={state} say={say} language={language} />
  }
}

/** The command, which goes further, stands below on the page. */
function Note({ kind, children }: PropsWithChildren<{ kind: string }>) {
  return (
    <section class="card" data-rehearsal={kind}>
      <p class="foreseen">{children}</p>
    </section>
  )
}

type RunningProps = MainProps & { state: Extract<RehearsalState, { kind: 'running' }> }

function Running({ state, say, language }: RunningProps) {
  const { fans, aboutSeconds, progress } = state
  const { saleSeconds = 0, admitted = 0, waiting = 0, doneShare = 0 } = progress ?? {}
  const count = (n: number) => countIn(language, n)
  const minute = Math.max(0, Math.floor(saleSeconds / 60))
  const about = Math.ceil(aboutSeconds / 60)
  return (
    <section class="card rehearsal-running" data-rehearsal="running" aria-labelledby="running">
      <h2 id="running">{say('rehearse.running')}</h2>
      <p class="minute">
        {minute < about
          ? say('rehearse.minute.of', { n: count(minute), m: count(about) })
          : say('rehearse.minute', { n: count(minute) })}
      </p>
      <progress max={1} value={Math.round(doneShare * 1_000) / 1_000} aria-labelledby="running" />
      <p class="soft">
        {say('rehearse.so-far', {
          admitted: count(admitted),
          waiting: count(waiting),
          fans: count(fans),
        })}
      </p>
      <button type="button" class="quiet" data-stop>
        {say('rehearse.stop')}
      </button>
    </section>
  )
}

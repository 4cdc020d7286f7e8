import type { Child } from 'hono/jsx'
import type { RoomEntry } from '../../core/queue/room/entry.ts'
import type { Language } from './language.ts'
import type { Say } from './messages.ts'
import type { RoomAct } from './room-view.ts'
import { clockOf, dayIn } from './room-words.ts'

/** What every scene is told in: which room, to whom, and when. */
export type RoomTelling = { entry: RoomEntry; language: Language; say: Say; nowMs: number }

/** One state of a fan's way, as it stands on the ticket. */
export type Scene = {
  /** The state in a few words. It is the page's title too: that is read aloud at each renewal. */
  heading: string
  /** The room's phase, where it is known. */
  phase?: string
  /** Which step of the way it is. */
  step?: 'join' | 'wait' | 'turn' | 'shop'
  /** Said in the title instead of the heading, where there is more to say. */
  brief?: string
  /** Something is to be done before a deadline: said at once to who listens. */
  isUrgent?: boolean
  body?: Child
  stub?: Child
  /** Under the ticket. */
  below?: Child
}

/** A button that does one thing, without script: the page comes back as it then is. */
export function ActForm(props: {
  telling: RoomTelling
  act: RoomAct
  label: string
  look?: 'main' | 'quiet'
}) {
  const { telling, act, label, look = 'main' } = props
  return (
    <form method="post" action={`/rooms/${telling.entry.id}?lang=${telling.language}`}>
      <button class={look} name="act" value={act}>
        {label}
      </button>
    </form>
  )
}

/** The one or two facts that somebody came for. */
export function HeadlineFact(props: { label: string; look?: 'date'; children: Child }) {
  const { label, look, children } = props
  return (
    <div {...(look !== undefined && { class: look })}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** When the sale opens, for who is there before it does. */
export function OpeningFact(props: { telling: RoomTelling; opensAtMs: number }) {
  const { say, language } = props.telling
  return (
    <HeadlineFact label={say('room.opens')} look="date">
      <Instant atMs={props.opensAtMs}>{dayIn(language, props.opensAtMs)}</Instant>{' '}
      <small>{say('room.zone')}</small>
    </HeadlineFact>
  )
}

/** Facts in small type; what is not known is left out. */
export function Facts({ facts }: { facts: readonly (readonly [string, Child] | undefined)[] }) {
  return (
    <dl class="facts">
      {facts.map((fact) =>
        fact === undefined ? null : (
          <div>
            <dt>{fact[0]}</dt>
            <dd>{fact[1]}</dd>
          </div>
        ),
      )}
    </dl>
  )
}

export function Instant({ atMs, children }: { atMs: number; children: Child }) {
  return <time datetime={new Date(atMs).toISOString()}>{children}</time>
}

/** Since when the facts beside it are true (R6). */
export function asOfFact(say: Say, asOfMs: number): readonly [string, Child] {
  const time = (
    <>
      <Instant atMs={asOfMs}>{clockOf(asOfMs)}</Instant> {say('room.zone')}
    </>
  )
  return [say('room.as-of'), time]
}

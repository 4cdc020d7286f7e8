import type { Child } from 'hono/jsx'
import type { RoomTelling } from './telling.ts'
import { clockOf, leftIn, soonIn } from './words.ts'

type FactName =
  | 'phase'
  | 'number'
  | 'present-ahead'
  | 'is-estimate'
  | 'at-most-ahead'
  | 'waiting'
  | 'wait-low-ms'
  | 'wait-high-ms'
  | 'rate-per-second'
  | 'as-of-ms'
  | 'deadline-ms'
  | 'session-until-ms'
  | 'opens-at-ms'
  | 'news'

/** Marks a fact as it was told, for programs: what a person reads is rounded and in words. */
export function marked(fact: FactName, value: number | string | boolean) {
  return { 'data-fact': fact, 'data-value': String(value) }
}

/** One of the few facts that somebody came for; `beside` says of what kind it is. */
export function HeadlineFact(props: {
  label: Child
  look?: 'main' | 'date' | 'letters'
  mark?: ReturnType<typeof marked>
  beside?: Child
  children: Child
}) {
  const { label, look, mark, beside, children } = props
  return (
    <div class={look ?? 'more'}>
      <dt>{label}</dt>
      <dd {...mark}>{children}</dd>
      {beside === undefined ? null : <dd class="beside">{beside}</dd>}
    </div>
  )
}

export type Fact = readonly [
  label: string,
  mark: ReturnType<typeof marked> | undefined,
  what: Child,
]

/** Facts in small type; what is not known is left out. */
export function Facts({ facts }: { facts: readonly (Fact | undefined)[] }) {
  return (
    <dl class="facts">
      {facts.map((fact) =>
        fact === undefined ? null : (
          <div>
            <dt>{fact[0]}</dt>
            <dd {...fact[1]}>{fact[2]}</dd>
          </div>
        ),
      )}
    </dl>
  )
}

export function Instant(props: {
  atMs: number
  mark?: ReturnType<typeof marked>
  children: Child
}) {
  const { atMs, mark, children } = props
  return (
    <time datetime={new Date(atMs).toISOString()} {...mark}>
      {children}
    </time>
  )
}

/** Since when the facts beside it are true (R6). */
export function asOfFact({ say }: RoomTelling, asOfMs: number): Fact {
  const time = (
    <>
      <Instant atMs={asOfMs} mark={marked('as-of-ms', asOfMs)}>
        {clockOf(asOfMs)}
      </Instant>{' '}
      {say('room.zone')}
    </>
  )
  return [say('room.as-of'), undefined, time]
}

/** What is left until then. Only a page that is alive can say it: any other is past at once. */
export function Left({ telling, untilMs }: { telling: RoomTelling; untilMs: number }) {
  return <span role="timer">{leftIn(telling.say, untilMs - telling.nowMs)}</span>
}

/** When the sale opens, and how long that is, for who is there before it does. */
export function OpeningFacts({ telling, opensAtMs }: { telling: RoomTelling; opensAtMs: number }) {
  const { say, language, live, nowMs } = telling
  return (
    <dl class="headline">
      {live === undefined ? null : (
        <HeadlineFact label={say('room.opens.left')} look="main">
          <Left telling={telling} untilMs={opensAtMs} />
        </HeadlineFact>
      )}
      <HeadlineFact label={say('room.opens')} look="date" beside={say('room.zone')}>
        <Instant atMs={opensAtMs} mark={marked('opens-at-ms', opensAtMs)}>
          {soonIn(language, opensAtMs, nowMs)}
        </Instant>
      </HeadlineFact>
    </dl>
  )
}

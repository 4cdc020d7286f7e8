/**
 * All that stands in the main part of a room's page, drawn from plain values alone: the server
 * renders it for who has no script, and the page's script renders the same again as time goes on.
 */
import type { Language } from '../language.ts'
import type { Say } from '../messages.ts'
import type { LiveView, RoomFacts, RoomView } from '../room-view.ts'
import { News } from './news.tsx'
import { Renewal } from './renewal.tsx'
import { sceneOf } from './scene-of.tsx'
import { stateOf } from './state-of.ts'
import type { RoomTelling } from './telling.ts'
import { Ticket } from './ticket.tsx'

export type RoomMainProps = {
  facts: RoomFacts
  language: Language
  say: Say
  view: RoomView
  /** By the server's clock. */
  nowMs: number
  /** The page asks again by itself after so long; 0: its reader stopped that. */
  refreshSeconds?: number | undefined
  /** A script takes over: what is said of renewing is for who has none. */
  isScripted?: boolean
  live?: LiveView | undefined
}

export function RoomMain(props: RoomMainProps) {
  const { facts, language, say, view, nowMs, refreshSeconds, isScripted = false, live } = props
  const state = stateOf(view, live, facts)
  const telling: RoomTelling = { facts, language, say, nowMs, state, live }
  const scene = sceneOf(telling, view)
  const { news = [], below = null } = scene
  const renewal =
    refreshSeconds === undefined ? null : (
      <Renewal
        telling={telling}
        refreshSeconds={refreshSeconds}
        isPlaced={view.kind === 'placed'}
      />
    )
  return (
    <div class="room" data-state={state}>
      <Ticket telling={telling} scene={scene} />
      <div class="below">
        <News telling={telling} news={news} />
        {below}
        {isScripted ? <noscript>{renewal}</noscript> : renewal}
      </div>
    </div>
  )
}

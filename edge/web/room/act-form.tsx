import type { Child } from 'hono/jsx'
import type { RoomAct } from '../room-view.ts'
import type { RoomTelling } from './telling.ts'

/** A button that does one thing, without script: the page comes back as it then is. */
export function ActForm(props: {
  telling: RoomTelling
  act: RoomAct
  label: string
  look?: 'main' | 'quiet'
  /** What is sent besides. */
  children?: Child
}) {
  const { telling, act, label, look = 'main', children } = props
  return (
    <form method="post" action={roomPath(telling)} key={act}>
      {children}
      <button class={look} name="act" value={act}>
        {label}
      </button>
    </form>
  )
}

/** Where the room's page is, in its reader's language. */
export function roomPath({ facts, language }: RoomTelling): string {
  return `/rooms/${facts.id}?lang=${language}`
}

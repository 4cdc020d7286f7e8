import type { RoomView } from '../../../core/operate/room-answers.ts'

const ANSWER_MS = 8_000

export type LookedAt =
  | { readonly kind: 'room'; readonly view: RoomView }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'unread' }

/** A room's settings as they are now. Where they cannot be had nothing is played: older ones would pass for these. */
export async function roomOf(room: string): Promise<LookedAt> {
  try {
    const signal = AbortSignal.timeout(ANSWER_MS)
    const answer = await fetch(`/operate/api/rooms/${room}`, {
      signal,
      credentials: 'same-origin',
      cache: 'no-store',
    })
    if (answer.status === 401) return { kind: 'signed-out' }
    if (!answer.ok) return { kind: 'unread' }
    const view: RoomView = await answer.json()
    return { kind: 'room', view }
  } catch {
    return { kind: 'unread' }
  }
}

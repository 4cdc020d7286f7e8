import type { RoomView } from '../../../core/operate/room-answers.ts'

const ANSWER_MS = 8_000

export type LookedAt =
  | { readonly kind: 'room'; readonly room: RoomView['entry'] }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'nothing' }

/** A room's settings as they are now. Where nobody answers, a page goes on from those it was made with. */
export async function roomOf(room: string): Promise<LookedAt> {
  try {
    const signal = AbortSignal.timeout(ANSWER_MS)
    const answer = await fetch(`/operate/api/rooms/${room}`, {
      signal,
      credentials: 'same-origin',
      cache: 'no-store',
    })
    if (answer.status === 401) return { kind: 'signed-out' }
    if (!answer.ok) return { kind: 'nothing' }
    const view: RoomView = await answer.json()
    return { kind: 'room', room: view.entry }
  } catch {
    return { kind: 'nothing' }
  }
}

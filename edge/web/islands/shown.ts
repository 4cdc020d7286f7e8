/** Between what a fan's page knows and what the page of a room shows. */
import type { FanView } from '../../../client/room-state.ts'
import type { RoomView } from '../room-view.ts'

/** Nothing is drawn before something is known: what the server drew stands. */
export function roomViewOf(view: FanView): RoomView | undefined {
  return view.kind === 'unknown' ? undefined : view
}

/** What only a page shows is nothing that a fan's standing begins with. */
export function fanViewOf(view: RoomView): FanView {
  return isFanView(view) ? view : { kind: 'unknown' }
}

function isFanView(view: RoomView): view is Exclude<FanView, { kind: 'unknown' }> {
  return !['transfer', 'redeem', 'no-cookies'].includes(view.kind)
}

/** Whether a time is counted down. */
export function hasSeconds(view: RoomView): boolean {
  if (view.kind === 'placed') {
    return view.poll.offer !== undefined || view.poll.status.opensAtMs !== undefined
  }
  if (view.kind === 'outside') return ['scheduled', 'lobby'].includes(view.door.phase)
  return view.kind === 'inside' || view.kind === 'transfer'
}

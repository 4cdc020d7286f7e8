import type { PollAnswer } from '../../../core/protocol/poll.ts'
import type { RoomView } from '../room-view.ts'
import {
  goneScene,
  insideScene,
  letThroughScene,
  noCookiesScene,
  overScene,
} from './ended-scene.tsx'
import { movedScene, redeemScene, transferScene } from './moved-scene.tsx'
import { outsideScene } from './outside-scene.tsx'
import { refusedScene } from './refused-scene.tsx'
import type { Scene } from './scene.ts'
import type { RoomTelling } from './telling.ts'
import { lapsedScene, turnScene } from './turn-scene.tsx'
import { waitingScene } from './waiting-scene.tsx'

export function sceneOf(telling: RoomTelling, view: RoomView): Scene {
  switch (view.kind) {
    case 'outside':
      return outsideScene(telling, view.door)
    case 'placed':
      return placedScene(telling, view.poll)
    case 'inside':
      return insideScene(telling, view.session)
    case 'let-through':
      return letThroughScene(telling, view.marked)
    case 'over':
      return overScene(telling)
    case 'moved-away':
      return movedScene(telling, view.to)
    case 'transfer':
      return transferScene(telling, view.transfer)
    case 'redeem':
      return redeemScene(telling, view.code, view.claimant)
    case 'refused':
      if (telling.state === 'moved-away') return movedScene(telling, undefined)
      return refusedScene(telling, view.code)
    case 'no-cookies':
      return noCookiesScene(telling)
    case 'gone':
      return goneScene(telling)
  }
}

/** For who has a place: what a poll said of it, whichever of its states it is in. */
function placedScene(telling: RoomTelling, poll: PollAnswer): Scene {
  const { status, session, news } = poll
  if (session !== undefined) return { ...insideScene(telling, session), news }
  const { state } = telling
  if (state === 'turn') return turnScene(telling, poll)
  if (state === 'lapsed') return lapsedScene(telling, status, news)
  if (state === 'over') return overScene(telling)
  if (state === 'moved-away') return movedScene(telling, undefined)
  return waitingScene(telling, poll)
}

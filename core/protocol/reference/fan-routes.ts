/** Routes of a fan from the door to the turn, and of whoever looks on. */
import { placeRefusals, type DocumentedCode } from './problems.ts'
import type { Route } from './route.ts'

/** A token that proves nothing, and an object that does not answer. */
const ofPlace: readonly DocumentedCode[] = [...placeRefusals, 'room-busy']
/** The line is not to be seen right now. */
const blind: readonly DocumentedCode[] = ['room-held', 'room-closed', 'room-busy']
/** Of a token that a join does not simply take for none. */
const ofKnownPlace = placeRefusals.filter(
  (code) => code === 'place-superseded' || !/malformed|signature|other|old|gone/.test(code),
)

export const waitingRoutes: readonly Route[] = [
  {
    id: 'door',
    method: 'get',
    path: '/door',
    title: 'Look at the door',
    what: 'What a visitor without a place sees of the room. The same for everybody, and kept by caches for a second.',
    asker: 'anybody',
    answers: [{ status: 200, what: 'The room from outside.', message: 'doorAnswer' }],
    codes: blind,
  },
  {
    id: 'join',
    method: 'post',
    path: '/join',
    title: 'Join',
    what: 'Takes a place in the line; with a token, answers the place it holds. With nobody waiting the same request lets in.',
    asker: 'anybody-or-holder',
    body: 'joinRequest',
    answers: [
      { status: 201, what: 'A new place, or the way in.', message: 'joinAnswer' },
      { status: 200, what: 'The place already held.', message: 'joinAnswer' },
    ],
    codes: [
      'join-too-early',
      'join-drawing',
      'join-paused',
      'join-closed',
      'join-rejected',
      ...ofKnownPlace,
      ...blind,
    ],
  },
  {
    id: 'status',
    method: 'get',
    path: '/status',
    title: 'Ask how things stand',
    what: 'A poll: the status, the turn or the session if there is one, the news, and when to ask again. Near the front it also shows that the fan is here.',
    asker: 'holder',
    answers: [{ status: 200, what: 'How things stand.', message: 'pollAnswer' }],
    codes: [...placeRefusals, ...blind],
  },
  {
    id: 'stream',
    method: 'get',
    path: '/stream',
    title: 'Be told as a stream of events',
    what: 'Server-sent events: `poll` with a pollAnswer as data whenever the facts have changed, and every 10 s at the latest; `problem` with a problem, after which it ends for good. Ended after about ten minutes with `retry`.',
    asker: 'holder',
    answers: [{ status: 200, what: 'The stream.', media: 'text/event-stream' }],
    codes: [...placeRefusals, ...blind],
    carries: { down: ['pollAnswer', 'problem'] },
  },
  {
    id: 'socket',
    method: 'get',
    path: '/socket',
    title: 'Be told over a socket',
    what: 'A WebSocket for near fans. A place that has ended or moved, and one still far from the front, is answered by a close code.',
    asker: 'holder',
    answers: [{ status: 101, what: 'The socket is open.' }],
    codes: [
      'not-an-upgrade',
      'other-origin',
      ...ofPlace.filter((code) => code !== 'place-gone' && code !== 'place-superseded'),
    ],
    carries: { up: 'socketUp', down: ['socketDown'] },
  },
  {
    id: 'document',
    method: 'get',
    path: '/document',
    title: 'Read the room’s document',
    what: 'All of the room that everybody may know. However old it is, it says so.',
    asker: 'anybody',
    answers: [{ status: 200, what: 'The document.', message: 'roomDocument' }],
    codes: ['room-busy'],
  },
]

export const turnRoutes: readonly Route[] = [
  {
    id: 'claim',
    method: 'post',
    path: '/claim',
    title: 'Take the turn',
    what: 'Makes a session of the turn. Safe to repeat: the session is the same.',
    asker: 'holder',
    answers: [
      { status: 201, what: 'In the shop.', message: 'claimAnswer' },
      { status: 200, what: 'Already there.', message: 'claimAnswer' },
    ],
    codes: ['no-offer', 'offer-lapsed', ...ofPlace],
  },
  {
    id: 'here',
    method: 'post',
    path: '/here',
    title: 'Say “I’m here”',
    what: 'After a missed turn: call me again. For a deliberate act of a person.',
    asker: 'holder',
    answers: [{ status: 200, what: 'Heard.', message: 'hereAnswer' }],
    codes: ofPlace,
  },
  {
    id: 'leave',
    method: 'post',
    path: '/leave',
    title: 'Leave',
    what: 'Gives the place up, for good; the cookie goes with it.',
    asker: 'holder',
    answers: [{ status: 200, what: 'Left.', message: 'leaveAnswer' }],
    codes: ofPlace,
  },
  {
    id: 'renew',
    method: 'post',
    path: '/renew',
    title: 'Renew the session',
    what: 'Good for another while, never beyond the session’s end.',
    asker: 'holder',
    body: 'sessionRequest',
    answers: [{ status: 200, what: 'Renewed.', message: 'renewAnswer' }],
    codes: ['admission-session-over', ...ofPlace],
  },
  {
    id: 'release',
    method: 'post',
    path: '/release',
    title: 'Release the session',
    what: 'Done in the shop: the slot goes to the next fan.',
    asker: 'holder',
    body: 'sessionRequest',
    answers: [{ status: 200, what: 'Released.', message: 'releaseAnswer' }],
    codes: ofPlace,
  },
]

export const deviceRoutes: readonly Route[] = [
  {
    id: 'move',
    method: 'post',
    path: '/move',
    title: 'Take the place over',
    what: 'Brings the place to this page or device; the tokens of before no longer speak for it.',
    asker: 'holder',
    answers: [{ status: 200, what: 'It is here now.', message: 'moveAnswer' }],
    codes: ['moved-too-often', ...ofPlace],
  },
  {
    id: 'transfer',
    method: 'post',
    path: '/transfer',
    title: 'Ask for a code',
    what: 'A code that takes the place to another device, once, within five minutes.',
    asker: 'holder',
    answers: [{ status: 201, what: 'The code.', message: 'transferAnswer' }],
    codes: ['moved-too-often', ...ofPlace],
  },
  {
    id: 'redeem',
    method: 'post',
    path: '/redeem',
    title: 'Redeem a code',
    what: 'Brings the place of a code to this device, for good. Safe to repeat by the same claimant.',
    asker: 'anybody',
    body: 'redeemRequest',
    answers: [{ status: 200, what: 'It is here now.', message: 'moveAnswer' }],
    codes: ['transfer-unknown', 'transfer-used', 'transfer-too-many-tries', 'place-gone', ...blind],
  },
]

/** What goes over a socket, and why one was closed. */
import { z } from 'zod'
import { socketDown } from '../socket-down.ts'
import { CLOSE } from '../socket-terms.ts'
import { socketUp } from '../socket-up.ts'
import { exampleNowMs, exampleOffer } from './examples.ts'
import { down, up, variant, type MessageTable } from './message.ts'

const tooEarlyReason = z.object({ againInMs: z.int().nonnegative() })

export const socketMessages = {
  socketUp: up(socketUp, 'Fan → room, over the socket; besides, the bare text `ping`.'),
  socketPresent: up(variant(socketUp, 'present'), 'The answer to `still-there`.'),
  socketHere: up(
    variant(socketUp, 'here'),
    'After a missed turn: call me again. Said by a person, never by a program.',
  ),
  socketDown: down(socketDown, 'Room → fan, over the socket; besides, the bare text `pong`.'),
  socketNews: down(variant(socketDown, 'news'), 'Something happened to the whole room.', {
    items: 'What, oldest first.',
  }),
  socketYourTurn: down(
    variant(socketDown, 'your-turn'),
    'Your turn: claim it by `POST claim`.',
    {
      turn: 'Which turn: another one has another number.',
      deadlineMs: 'Claim before this, by the server’s clock.',
      nowMs: 'The server’s clock when it was said.',
    },
    { kind: 'your-turn', ...exampleOffer, nowMs: exampleNowMs },
  ),
  socketStillThere: down(variant(socketDown, 'still-there'), 'Answer `present`, soon.'),
  socketLapsed: down(
    variant(socketDown, 'lapsed'),
    'The turn was missed; the place is kept, and `here` brings its fan back.',
  ),
  socketSessionEnded: down(variant(socketDown, 'session-ended'), 'The session is over.', {
    turn: 'Of the turn it began with.',
  }),
  socketMovedAway: down(
    variant(socketDown, 'moved-away'),
    'Another page or device has the place; this socket is about to be closed.',
    { generation: 'The generation of the place there.' },
  ),
  tooEarlyReason: down(tooEarlyReason, 'The reason of a close with 4002, as JSON.', {
    againInMs: 'Poll after so long.',
  }),
} satisfies MessageTable

type Close = { readonly code: number; readonly what: string }

/** Why a socket was closed, and what a client does. */
const closesByName: Readonly<Record<keyof typeof CLOSE, Close>> = {
  movedAway: {
    code: CLOSE.movedAway,
    what: 'Another connection, page or device has the place. Do not come back by yourself: let the person choose.',
  },
  tooEarly: {
    code: CLOSE.tooEarly,
    what: 'Far from the front: the reason is a `tooEarlyReason`. Poll until then.',
  },
  flooded: { code: CLOSE.flooded, what: 'More messages than any page sends. Poll for a while.' },
  badMessage: { code: CLOSE.badMessage, what: 'Not a message of this protocol. Mend the client.' },
  silent: { code: CLOSE.silent, what: 'No sign of life for 45 s. Open another one.' },
  over: { code: CLOSE.over, what: 'The place has ended.' },
}
export const closes = Object.values(closesByName)

/** What a fan asks and is told while they wait, at their turn, inside, and on another device. */
import { claimAnswer, hereAnswer, leaveAnswer } from '../claim.ts'
import { fanStatus } from '../fan-status.ts'
import { moveAnswer } from '../move.ts'
import { pollAnswer } from '../poll.ts'
import { releaseAnswer, renewAnswer, sessionRequest, sessionSchema } from '../session.ts'
import { redeemRequest, transferAnswer } from '../transfer.ts'
import {
  exampleNowMs,
  examplePlace,
  examplePoll,
  exampleSession,
  exampleStatus,
  exampleToken,
} from './examples.ts'
import { down, up, variant, type MessageTable } from './message.ts'

const nextStep = pollAnswer.shape.next

export const askMessages = {
  pollAnswer: down(
    pollAnswer,
    'How things stand, what to do with it, and when to ask again.',
    {
      status: 'How the fan stands.',
      offer: 'The turn, while it is this fan’s.',
      'offer.turn': 'Which turn: another one has another number.',
      'offer.deadlineMs': 'Claim before this, by the server’s clock.',
      session: 'The session, while it lasts.',
      news: 'What happened lately, oldest first.',
      next: 'The next move.',
    },
    examplePoll,
  ),
  fanStatus: down(
    fanStatus,
    'How one fan stands: all of it whole, none of it a change.',
    {
      phase: 'Where the sale is.',
      standing:
        'waiting; offered: it is their turn; lapsed: missed it; absent: not here by what was last seen; gone: left or let in; superseded: the place moved.',
      place: 'The place.',
      presentAhead: 'Present fans ahead: the headline.',
      isEstimate: 'Whether that is an estimate, which it is far from the front.',
      atMostAhead: 'Everybody ahead who is not gone: never rises for who keeps the least told.',
      waiting: 'How many wait in all.',
      ratePerSecond: 'How many are called in a second, at the most.',
      opensAtMs: 'When the sale opens; left out once it has.',
      wait: 'How long until the turn; left out while nothing is known of it.',
      'wait.lowMs': 'Hardly less than this.',
      'wait.highMs': 'Hardly more than this.',
      asOfMs: 'The oldest instant that any of it was true.',
      nowMs: 'The server’s clock when it was said.',
    },
    exampleStatus,
  ),
  nextStep: down(nextStep, 'A client’s next move.'),
  nextPoll: down(variant(nextStep, 'poll'), 'Ask again.', {
    inMs: 'After so long, and not sooner; the jitter is in it.',
  }),
  nextConnect: down(variant(nextStep, 'connect'), 'Near the front: open the socket.', {
    inMs: 'After so long; the jitter is in it.',
    pollMs: 'Who cannot hold a socket asks this often instead.',
  }),
  nextStop: down(variant(nextStep, 'stop'), 'Nothing more will happen to this place.'),
} satisfies MessageTable

export const turnMessages = {
  claimAnswer: down(
    claimAnswer,
    'In the shop: 201 the first time, 200 again.',
    { session: 'The session.', again: 'Whether it was claimed before: the session is the same.' },
    { kind: 'admitted', session: exampleSession, again: false },
  ),
  hereAnswer: down(hereAnswer, 'Called again from now on, at the same position.'),
  leaveAnswer: down(leaveAnswer, 'The place is given up, for good.', {
    kind: 'Given up now, or over before.',
  }),
  session: down(
    sessionSchema,
    'The right to be in the shop.',
    {
      sessionId: 'Its name, for renewals, its release, and operators.',
      untilMs: 'When it ends by itself.',
      tokenUntilMs: 'Until when the seller may believe it: renew before.',
    },
    exampleSession,
  ),
  sessionRequest: up(
    sessionRequest,
    'Which session to renew or release.',
    { sessionId: 'Its name, as the claim answered it.' },
    { sessionId: exampleSession.sessionId },
  ),
  renewAnswer: down(renewAnswer, 'Good for another while.', {
    session: 'The same session, with a later `tokenUntilMs`.',
  }),
  releaseAnswer: down(releaseAnswer, 'The session has ended, and its place with it.', {
    kind: 'Ended now, or over before.',
  }),
} satisfies MessageTable

export const deviceMessages = {
  moveAnswer: down(
    moveAnswer,
    'The place is here now.',
    {
      place: 'The place, in its next generation.',
      token: 'The token that speaks for it from now on.',
    },
    { kind: 'moved', place: { ...examplePlace, generation: 1 }, token: exampleToken },
  ),
  transferAnswer: down(
    transferAnswer,
    'A code that takes the place to another device, once.',
    {
      code: 'What the other device is told: case and hyphens do not matter.',
      link: 'The room’s page with the code in it.',
      untilMs: 'Good until then.',
      nowMs: 'The server’s clock when it was said.',
      picture: 'The link as a QR code.',
      'picture.size': 'Units of a side of the square that the picture is drawn in.',
      'picture.path': 'Its dark squares, as an SVG path.',
    },
    {
      kind: 'transfer',
      code: '7K2M-94QX-0TZB',
      link: 'https://room.example/rooms/demo?code=7K2M-94QX-0TZB',
      untilMs: exampleNowMs + 300_000,
      nowMs: exampleNowMs,
      picture: { size: 33, path: 'M2 2h7v1h-7z' },
    },
  ),
  redeemRequest: up(
    redeemRequest,
    'The place of this code, please.',
    {
      code: 'As it was read or typed.',
      claimant: 'A random name of whoever redeems: the same again gets the same answer.',
    },
    { code: '7k2m 94qx 0tzb', claimant: 'phone-Zc0f81qa' },
  ),
} satisfies MessageTable

/** What is said to a visitor, at a join, and of the room to everybody. */
import { roomDocument } from '../../queue/room/document.ts'
import { doorAnswer } from '../door.ts'
import { joinAnswer, joinRequest } from '../join.ts'
import { newsItem } from '../news.ts'
import { placeSchema } from '../place.ts'
import { examplePlace, examplePoll, exampleSession, exampleToken } from './examples.ts'
import { down, up, variant, type MessageTable } from './message.ts'

export const joinMessages = {
  doorAnswer: down(doorAnswer, 'What a visitor without a place sees of the room.', {
    phase: 'Where the sale is.',
    joining: 'What would become of a join now.',
    waiting: 'How many wait in all.',
    ratePerSecond: 'How many are called in a second, at the most.',
    opensAtMs: 'When the sale opens, or opened.',
    news: 'What happened lately, oldest first.',
    next: 'When to look again.',
    'next.inMs': 'Ask again after so long; the jitter is in it.',
    asOfMs: 'The oldest instant that any count in it was true.',
    nowMs: 'The server’s clock when it was said.',
  }),
  joinRequest: up(
    joinRequest,
    'A place, please; with a token, the place it holds.',
    {
      lane: 'Which line; the room’s first when left out.',
      reloaded:
        'A random name of the document that was reloaded, once: only where a reload costs the place.',
    },
    { lane: 'general' },
  ),
  joinAnswer: down(joinAnswer, 'What became of a join.'),
  joinPlaced: down(
    variant(joinAnswer, 'placed'),
    'In the line: 201 for a new place, 200 for the one already held.',
    {
      place: 'The place.',
      token: 'The signed place: keep it, send it with every request.',
      poll: 'How things stand, as a poll would say it.',
    },
    { kind: 'placed', place: examplePlace, token: exampleToken, poll: examplePoll },
  ),
  joinAdmitted: down(
    variant(joinAnswer, 'admitted'),
    'Nobody waited: in the shop by the request that joined.',
    {
      place: 'The place.',
      token: 'The signed place, which also speaks for the session.',
      session: 'The session, which has begun.',
    },
    { kind: 'admitted', place: examplePlace, token: exampleToken, session: exampleSession },
  ),
  joinLetThrough: down(
    variant(joinAnswer, 'let-through'),
    'There is no queue: go on to the shop. No place, no session.',
    { marked: 'Let in without knowing how the line stands: this room chose so for such moments.' },
    { kind: 'let-through', marked: false },
  ),
  place: down(placeSchema, 'A place in the line.', {
    lane: 'The line it is in.',
    number: 'The arrival number, unique in its lane.',
    position: 'Where the fan stands: the number, or what a draw made of it.',
    generation: 'How often the place has moved to another page or device.',
  }),
} satisfies MessageTable

export const roomMessages = {
  newsItem: down(
    newsItem,
    'Something that happened to the whole room.',
    {
      no: 'Grows with each item of this sale: show none twice.',
      kind: 'What happened.',
      atMs: 'When.',
      text: 'What the operator says, by language: of a message alone.',
    },
    { no: 3, kind: 'message', atMs: 1_790_000_000_000, text: { en: 'Balcony seats are gone.' } },
  ),
  roomDocument: down(roomDocument, 'All of a room that everybody may know.', {
    epoch: 'The random name of this life of the sale.',
    asOfMs: 'The oldest instant that any count in it was true; 0 while not all were heard.',
    saidAtMs: 'When the room said it.',
    phase: 'Where the sale is.',
    mode: 'queue: everybody gets a place; pass: everybody is let through; reject: nobody joins.',
    joining: 'What becomes of a newcomer.',
    terms: 'How long things last here.',
    'terms.offerMs': 'How long a turn may be taken.',
    'terms.sessionMs': 'How long a session lasts at the most.',
    'terms.tokenMs': 'How long a renewal is good for.',
    ratePerSecond: 'How many are called in a second, at the most.',
    opensAtMs: 'When the sale opens, or opened.',
    span: 'Positions in one segment.',
    orderWindowMs: 'Two joins further apart than this are never inverted.',
    revocationsAsOfMs: 'All sessions ended early before this are known.',
    nearMs: 'How long before their turn fans become near.',
    waits: 'How long the wait is by how many are ahead, and how past ranges came out.',
    'waits.lanes': 'By lane, rows of how many ahead, and the least and the longest wait in ms.',
    'waits.score': 'How past ranges came out.',
    'waits.score.count': 'Told waits that are over.',
    'waits.score.heldShare': 'The part of them that lay within their range.',
    'waits.score.medianWidth': 'Half of the ranges were narrower, as a part of the wait.',
    lanes: 'Each lane.',
    'lanes[].id': 'The lane.',
    'lanes[].frontier': 'The next number that nobody was given.',
    'lanes[].unaccounted': 'Numbers nobody spoke for.',
    'lanes[].calledUpTo': 'Positions below were called.',
    'lanes[].nearUpTo': 'Positions below are near.',
    'lanes[].countedUpTo': 'Positions below are counted, and not estimated.',
    'lanes[].presentShare': 'Beyond, the part whose fans are taken to be here.',
    'lanes[].waiting': 'Present and waiting, by segment, lowest first.',
    'lanes[].offered': 'With a turn, by segment.',
    'lanes[].gone': 'Out of the line, by segment.',
    'lanes[].float': 'Segments where a few slots lie ready for newcomers.',
    news: 'What happened lately, oldest first.',
  }),
} satisfies MessageTable

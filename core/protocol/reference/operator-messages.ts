/** What an operator says to a room and is told of it; and what is said when anybody is refused. */
import { z } from 'zod'
import { measuresAnswer } from '../measures.ts'
import {
  commandRequest,
  messageRequest,
  revokeAnswer,
  revokeRequest,
  steerRequest,
} from '../operate.ts'
import { problemSchema } from '../problem.ts'
import { exampleSession } from './examples.ts'
import { down, up, type MessageTable } from './message.ts'

const doneAnswer = z.object({ kind: z.literal('done') })

export const operatorMessages = {
  commandRequest: up(
    commandRequest,
    'A word to the room.',
    { command: 'What it is to do. A word that means nothing in this phase changes nothing.' },
    { command: 'pause' },
  ),
  messageRequest: up(
    messageRequest,
    'A message to everybody: it becomes news.',
    { text: 'By language, each by its two letters; in one language at least.' },
    { text: { en: 'Balcony seats are gone.' } },
  ),
  steerRequest: up(
    steerRequest,
    'Another cap, another rate, or both.',
    {
      cap: 'How many may hold a turn or a session at once.',
      ratePerSecond: 'How many are called in a second, at the most.',
    },
    { cap: 400, ratePerSecond: 12.5 },
  ),
  revokeRequest: up(
    revokeRequest,
    'Ends a session before its time.',
    { sessionId: 'Its name.' },
    { sessionId: exampleSession.sessionId },
  ),
  revokeAnswer: down(revokeAnswer, 'What became of it.', { kind: 'Ended now, or over before.' }),
  doneAnswer: down(doneAnswer, 'It is done; doing it again changes nothing.'),
  measuresAnswer: down(measuresAnswer, 'What the objects of a sale have borne.', {
    epoch: 'The random name of this life of the sale.',
    room: 'The room’s object.',
    desks: 'Each desk.',
    segments: 'Each segment that was granted slots.',
    'segments[].calls': 'Calls since it was started.',
    'segments[].rowsWritten': 'Rows written since then.',
    'segments[].sockets': 'Sockets it holds.',
    'segments[].lane': 'Of this lane.',
    'segments[].index': 'Counted from the front.',
    occupied: 'Slots that may be in use.',
    cap: 'The most there may be.',
    granted: 'Slots ever given to segments.',
    returned: 'Slots ever given back.',
    halt: 'Why nothing is granted: a count that cannot be.',
  }),
  objectMeasures: down(measuresAnswer.shape.room, 'What one object has borne.', {
    calls: 'Calls since it was started.',
    rowsWritten: 'Rows written since then.',
    sockets: 'Sockets it holds.',
  }),
} satisfies MessageTable

export const problemMessages = {
  problem: down(
    problemSchema,
    'What is answered instead, with the status that belongs to the code.',
    {
      code: 'Why, for programs: one of a table.',
      message: 'Why and what to do, in one English sentence; not for programs.',
      field: 'Of a 400: which part of what was sent is wrong.',
      reason: 'Of a 400: what is wrong with it.',
      step: 'What the client is to do.',
    },
    {
      code: 'offer-lapsed',
      message:
        'Your turn has passed and your place is kept: say that you are here to be called again.',
    },
  ),
} satisfies MessageTable

/** What is said when anybody is refused. */
import { problemSchema } from '../problem.ts'
import { down, type MessageTable } from './message.ts'

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

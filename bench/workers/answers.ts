import { Hono } from 'hono'
import { joinRequest } from '../../core/protocol/join.ts'
import type { Answer } from './plain.ts'

/** The answers to give, set by the bench: the same bytes and headers as those of who is measured. */
export interface Answers {
  join: Answer
  status: Answer
}

/**
 * What a join and a status cost before anything is decided: a router, the request's body held to
 * its schema, and an answer of the same size. What ours costs beyond this is our own doing.
 */
const app = new Hono<{ Bindings: { ANSWERS: Answers } }>()

app.get('/', (c) => c.body('bare'))

app.post('/rooms/:room/join', async (c) => {
  const request = joinRequest.safeParse(await c.req.json())
  if (!request.success) return c.json({ code: 'invalid-request' }, 400)
  const { body, headers } = c.env.ANSWERS.join
  return c.body(body, 201, headers)
})

app.get('/rooms/:room/status', (c) => {
  const { body, headers } = c.env.ANSWERS.status
  return c.body(body, 200, headers)
})

export default app

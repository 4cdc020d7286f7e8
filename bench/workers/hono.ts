import { Hono } from 'hono'
import type { Answer } from './plain.ts'

/** The least a Worker with a router can do: what ours costs beyond this is our own doing. */
const app = new Hono<{ Bindings: { ANSWER: Answer } }>()

app.get('/healthz', (c) => c.body(c.env.ANSWER.body, 200, c.env.ANSWER.headers))

export default app

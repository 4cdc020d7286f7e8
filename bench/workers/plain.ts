/** The answer to give, set by the bench: the same body and headers as the Worker measured. */
export interface Answer {
  body: string
  headers: Record<string, string>
}

/** The least a Worker can do at all. */
export default {
  fetch(_request: Request, env: { ANSWER: Answer }): Response {
    return new Response(env.ANSWER.body, { headers: env.ANSWER.headers })
  },
}

/**
 * What every tier says when it cannot do what was asked: one stable code, one sentence, and one
 * table from the code to an HTTP status. A tier has one place that turns it into an answer.
 */
export const statusByCode = {
  'not-found': 404,
  'method-not-allowed': 405,
  internal: 500,
} as const

export type ProblemCode = keyof typeof statusByCode

export type Problem = { code: ProblemCode; message: string }

/** Thrown where going on makes no sense. Its message is read by the caller: it leaks nothing. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ProblemCode

  constructor(code: ProblemCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** What the caller may know. Anything but an AppError was not meant for their eyes. */
export function problemOf(error: unknown): Problem {
  if (error instanceof AppError) return { code: error.code, message: error.message }
  return {
    code: 'internal',
    message: 'Something failed on our side: try again, and quote the request id if it goes on.',
  }
}

import { describe, expect, expectTypeOf, test } from 'vitest'
import { AppError, problemOf, statusByCode, type ProblemCode } from './problem.ts'

describe('a problem', () => {
  test('an AppError tells the caller its code and its sentence', () => {
    const problem = problemOf(new AppError('not-found', 'There is no such room.'))

    expect(problem).toEqual({ code: 'not-found', message: 'There is no such room.' })
  })

  test('what an unexpected error says never reaches the caller', () => {
    const problem = problemOf(new TypeError('secret-key-7 is not a function'))

    expect(problem.code).toBe('internal')
    expect(JSON.stringify(problem)).not.toContain('secret-key-7')
  })

  test('an AppError keeps the cause for the log and out of the answer', () => {
    const error = new AppError('internal', 'Try again.', { cause: new Error('disk 7 is gone') })

    expect(error.cause).toBeInstanceOf(Error)
    expect(JSON.stringify(problemOf(error))).not.toContain('disk 7')
  })

  test('every code has a status that says the request failed', () => {
    for (const status of Object.values(statusByCode)) {
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(600)
    }
    expectTypeOf<keyof typeof statusByCode>().toEqualTypeOf<ProblemCode>()
  })
})

import { describe, expect, test } from 'vitest'
import { AppError, ownStatuses, problemOf, refusalOf, statusOfCode } from './problem.ts'

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
    const error = new AppError('internal', 'Try again.', {}, { cause: new Error('disk 7 is gone') })

    expect(error.cause).toBeInstanceOf(Error)
    expect(JSON.stringify(problemOf(error))).not.toContain('disk 7')
  })

  test('every code has a status that says the request failed', () => {
    for (const status of Object.values(ownStatuses)) {
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(600)
    }
  })

  test('a refused token keeps its own status, and says what its holder is to do', () => {
    const superseded = refusalOf('place-superseded')

    expect(statusOfCode(superseded.code)).toBe(410)
    expect(problemOf(superseded)).toMatchObject({ code: 'place-superseded', step: 'take-over' })
  })

  test('R5: what may be our own delay says when to try again', () => {
    const unknown = refusalOf('place-unknown-key')

    expect(statusOfCode(unknown.code)).toBe(503)
    expect(unknown.details.retryAfterSeconds).toBeGreaterThan(0)
    expect(problemOf(unknown)).not.toHaveProperty('retryAfterSeconds')
  })
})

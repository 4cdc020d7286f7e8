import { describe, expect, test } from 'vitest'
import { StoreFailure } from '../failure.ts'
import { isCastOut, isLostSequence, isOutOfRange, kafkaFailure } from './kafka-failure.ts'

/** As kafkajs throws them: by name, by the protocol's type, and wrapped in one another. */
function thrown(name: string, more: { type?: string; cause?: unknown; errors?: unknown } = {}) {
  return Object.assign(new Error(name), { name, ...more })
}
const protocol = (type: string) => thrown('KafkaJSProtocolError', { type })
const exceeded = (cause: unknown) => thrown('KafkaJSNumberOfRetriesExceeded', { cause })

describe('what kafkajs throws', () => {
  test.each([
    [thrown('KafkaJSSASLAuthenticationError'), 'wrong-secret'],
    [protocol('TOPIC_AUTHORIZATION_FAILED'), 'wrong-secret'],
    [protocol('MESSAGE_TOO_LARGE'), 'too-large'],
    [protocol('UNKNOWN_TOPIC_OR_PARTITION'), 'bad-request'],
    [thrown('KafkaJSConnectionError'), 'unreachable'],
    [thrown('KafkaJSRequestTimeoutError'), 'unreachable'],
    [protocol('NOT_LEADER_FOR_PARTITION'), 'unreachable'],
    [new TypeError('Something of theirs.'), 'unreachable'],
    ['not even an error', 'unreachable'],
  ])('%s is said as every store says it', (error, code) => {
    const failure = kafkaFailure(error)

    expect(failure.code).toBe(code)
    expect(failure.cause).toBe(error)
  })

  test('what is wrapped counts, however deep', () => {
    const deep = exceeded(
      thrown('KafkaJSNonRetriableError', { cause: protocol('MESSAGE_TOO_LARGE') }),
    )

    expect(kafkaFailure(deep).code).toBe('too-large')
    expect(kafkaFailure(exceeded(thrown('KafkaJSConnectionError'))).code).toBe('unreachable')
  })

  test('of several at once the first that is known counts', () => {
    const errors = [thrown('Other'), protocol('INVALID_TOPIC_EXCEPTION')]

    expect(kafkaFailure(thrown('KafkaJSAggregateError', { errors })).code).toBe('bad-request')
  })

  test('an error that causes itself ends', () => {
    const circle = thrown('Error')
    circle.cause = circle

    expect(kafkaFailure(circle).code).toBe('unreachable')
  })

  test('what is a failure already stays as it is', () => {
    const failure = new StoreFailure('stale-cursor', 'Old.')

    expect(kafkaFailure(failure)).toBe(failure)
  })

  test('it is known where we were cast out, out of range or out of sequence', () => {
    expect(isCastOut(exceeded(protocol('ILLEGAL_GENERATION')))).toBe(true)
    expect(isCastOut(protocol('UNKNOWN_MEMBER_ID'))).toBe(true)
    expect(isCastOut(protocol('REBALANCE_IN_PROGRESS'))).toBe(false)
    expect(isOutOfRange(thrown('KafkaJSOffsetOutOfRange', { type: 'OFFSET_OUT_OF_RANGE' }))).toBe(
      true,
    )
    expect(isLostSequence(exceeded(protocol('OUT_OF_ORDER_SEQUENCE_NUMBER')))).toBe(true)
    expect(isLostSequence(protocol('REQUEST_TIMED_OUT'))).toBe(false)
  })
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { breakerBefore } from './breaker.ts'
import { StoreFailure, type FailureCode } from './failure.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function failing(code: FailureCode): () => Promise<never> {
  return async () => {
    throw new StoreFailure(code, `It is ${code}.`)
  }
}

function breakerWith(ping: () => Promise<void> = async () => {}) {
  const changes: string[] = []
  const breaker = breakerBefore({ port: 'documents', ping, changed: (to) => changes.push(to) })
  return { breaker, changes }
}

async function opened(ping?: () => Promise<void>) {
  const made = breakerWith(ping)
  for (let call = 0; call < 5; call += 1) {
    await made.breaker.run(failing('unreachable')).catch(() => {})
  }
  return made
}

test('five calls in a row that are not answered open it, and then nothing is asked any more', async () => {
  const { breaker } = await opened()
  const act = vi.fn<() => Promise<void>>()

  const asked = breaker.run(act)

  await expect(asked).rejects.toMatchObject({ name: 'StoreFailure', code: 'unreachable' })
  expect(act).not.toHaveBeenCalled()
  expect(breaker.state()).toBe('open')
})

test.each<FailureCode>(['bad-request', 'too-large', 'stale-cursor', 'wrong-secret', 'disk-full'])(
  '%s is an answer: however often, it opens nothing',
  async (code) => {
    const { breaker } = breakerWith()

    for (let call = 0; call < 20; call += 1) {
      await expect(breaker.run(failing(code))).rejects.toMatchObject({ code })
    }

    expect(breaker.state()).toBe('closed')
  },
)

test('an answer in between begins the count anew', async () => {
  const { breaker } = breakerWith()

  for (let call = 0; call < 20; call += 1) {
    await breaker.run(call % 4 === 3 ? async () => {} : failing('unreachable')).catch(() => {})
  }

  expect(breaker.state()).toBe('closed')
})

test('after five seconds a ping that is answered closes it, and the call goes through', async () => {
  const { breaker, changes } = await opened()

  vi.advanceTimersByTime(5_000)
  const answer = await breaker.run(async () => 'answered')

  expect(answer).toBe('answered')
  expect(changes).toEqual(['open', 'probing', 'closed'])
})

test('a ping that fails opens it again, and the caller’s own call is not made', async () => {
  const { breaker } = await opened(failing('unreachable'))
  const act = vi.fn<() => Promise<void>>()

  vi.advanceTimersByTime(5_000)

  await expect(breaker.run(act)).rejects.toMatchObject({ code: 'unreachable' })
  expect(act).not.toHaveBeenCalled()
  expect(breaker.state()).toBe('open')
})

test('a ping that never ends is given a second, by everybody who waits for it', async () => {
  const ping = vi.fn<() => Promise<void>>(() => new Promise(() => {}))
  const { breaker } = await opened(ping)

  vi.advanceTimersByTime(5_000)
  const asked = Promise.allSettled([breaker.run(async () => 1), breaker.run(async () => 2)])
  await vi.advanceTimersByTimeAsync(1_000)

  expect((await asked).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(ping).toHaveBeenCalledTimes(1)
  expect(breaker.state()).toBe('open')
})

import { describe, expect, test } from 'vitest'
import { ask, parsed } from './ask.ts'
import { readSettings, type ShopSettings } from './settings.ts'

const SERVICE_KEY = 'a-service-key-for-tests-0123456789'
const KB = 1_024

describe('a question to the waiting room', () => {
  test('is given up where the answer is too long, however long it would have been', async () => {
    let sentBytes = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(body) {
        sentBytes += KB
        body.enqueue(new Uint8Array(KB))
      },
    })

    const asked = askedWith(() => new Response(endless), 4 * KB)

    await expect(asked).rejects.toThrow('cannot be read (RangeError)')
    expect(sentBytes).toBeLessThan(8 * KB)
  })

  test('may have an answer of exactly the length there is', async () => {
    const text = 'x'.repeat(4 * KB)

    expect(await askedWith(() => new Response(text), 4 * KB)).toEqual({ status: 200, text })
    expect(await askedWith(() => new Response(null), 4 * KB)).toEqual({ status: 200, text: '' })
  })

  test('follows no redirect, and has an end', async () => {
    let given: RequestInit | undefined

    await askedWith((init) => {
      given = init
      return new Response('')
    }, KB)

    expect(given?.redirect).toBe('manual')
    expect(given?.signal).toBeInstanceOf(AbortSignal)
  })

  test('that fails says what was asked, and nothing of what was sent', async () => {
    const asked = askedWith(() => {
      throw new TypeError(`fetch failed with Bearer ${SERVICE_KEY}`)
    }, KB)

    await expect(asked).rejects.toThrow(/^the waiting room’s \/rooms\/demo\/x cannot be read/)
    await expect(asked).rejects.not.toThrow(SERVICE_KEY)
  })

  test('is answered by JSON, or by something that is none', () => {
    expect(parsed('{"a":1}')).toEqual({ a: 1 })
    expect(parsed('<!doctype html>')).toBeUndefined()
  })
})

function askedWith(answer: (init?: RequestInit) => Response, maxBytes: number) {
  const given: ShopSettings = {
    room: 'https://queue.example/rooms/demo',
    audience: 'https://shop.example',
    serviceKey: SERVICE_KEY,
    fetch: async (_, init) => answer(init),
  }
  const question = { method: 'POST', body: { secret: 'sent' }, maxBytes } as const
  return ask(readSettings(given), `${given.room}/x`, question)
}

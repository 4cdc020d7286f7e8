import { describe, expect, test } from 'vitest'
import { admitOne } from './index.ts'
import { readSettings, type ShopSettings } from './settings.ts'

const KEY = 'a-service-key-for-tests-0123456789'
const good: ShopSettings = {
  room: 'https://queue.example/rooms/demo',
  audience: 'https://shop.example',
  serviceKey: KEY,
}

describe('what a shop says of itself', () => {
  test('is told by three settings, and the rest is the safe choice', () => {
    expect(readSettings(good)).toMatchObject({
      room: 'https://queue.example/rooms/demo',
      roomId: 'demo',
      issuer: 'https://queue.example',
      audience: 'https://shop.example',
      isSecure: true,
      way: 'redirect',
      whenBlind: 'hold',
    })
  })

  test.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    ['no room', { room: undefined }, /^room is no address/],
    ['a room without a path', { room: 'https://queue.example' }, /^room is not the address/],
    ['a room with a query', { room: `${good.room}?x=1` }, /^room says too much/],
    ['plain http', { room: 'http://queue.example/rooms/demo' }, /^room is not https/],
    ['another scheme', { room: 'ftp://queue.example/rooms/demo' }, /^room is not https/],
    ['a host that begins like one’s own', { audience: 'http://localhost.evil.example' }, /https/],
    ['an audience with a path', { audience: 'https://shop.example/a' }, /^audience is more than/],
    ['a slip in a name', { servicekey: KEY }, /^servicekey is no setting: there are room, /],
    ['an empty key', { serviceKey: '' }, /^serviceKey is too short/],
    ['an unknown way', { way: 'tunnel' }, /^way is unknown/],
    ['an unknown policy', { whenBlind: 'panic' }, /^whenBlind is unknown/],
    ['a timeout of nothing', { timeoutMs: 0 }, /^timeoutMs is out of range/],
  ])('%s is refused at once', (_, changes, sentence) => {
    const spoiled: unknown = { ...good, ...changes }

    expect(() => Reflect.apply(admitOne, undefined, [spoiled])).toThrow(sentence)
  })

  test.each([
    { room: 'https://fan:password-in-it@queue.example/rooms/demo' },
    { room: `${KEY}?password-in-it` },
    { serviceKey: 'password-in-it' },
  ])('no sentence repeats what may be a secret', (changes) => {
    expect(() => readSettings({ ...good, ...changes })).toThrow(
      expect.not.objectContaining({ message: expect.stringMatching(/password-in-it|service-key/) }),
    )
  })

  test('plain http is for one’s own machine, and for who means it', () => {
    for (const host of ['localhost:8787', 'shop.localhost', '127.0.0.1:8787', '[::1]:8787']) {
      expect(readSettings({ ...good, audience: `http://${host}` }).isSecure).toBe(false)
    }
    const meant = { ...good, room: 'http://queue.lan/rooms/demo', allowHttp: true }
    expect(readSettings(meant).issuer).toBe('http://queue.lan')
  })

  test('behind the gateway no key is needed to know who is there', () => {
    const { room, audience } = good

    expect(readSettings({ room, audience, way: 'gateway' }).serviceKey).toBeUndefined()
  })
})

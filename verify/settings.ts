/** What a shop says of itself and its waiting room. What is wrong is said at once, in a sentence. */

export type ShopSettings = {
  /** The waiting room's address, as `https://queue.example/rooms/demo`. */
  readonly room: string
  /** The shop's own origin, as `https://shop.example`: what tokens are made for. */
  readonly audience: string
  /**
   * What the waiting room knows this shop by, a secret of the server's. Needed where the room is
   * asked: behind the gateway for `release` and `reportPressure` alone. It may be missing until
   * then, as where a framework reads this while it builds; `ready` says whether it is right.
   */
  readonly serviceKey?: string | undefined
  /** How fans come: back from the waiting room with a code, or through the gateway before the shop. */
  readonly way?: 'redirect' | 'gateway'
  /** What happens while sessions cannot be checked: keep people waiting, let them in, or close. */
  readonly whenBlind?: 'hold' | 'open' | 'closed'
  /** Plain http is for one's own machine; elsewhere it has to be meant. */
  readonly allowHttp?: boolean
  /** Of one question to the waiting room. */
  readonly timeoutMs?: number
  /** For tests, and for who traces requests. */
  readonly fetch?: typeof fetch
  /** Told what went wrong in the background: no token, key or cookie is ever in it. */
  readonly onError?: (error: Error) => void
}

export type Settings = {
  readonly room: string
  readonly roomId: string
  readonly issuer: string
  readonly audience: string
  readonly isSecure: boolean
  readonly serviceKey: string | undefined
  readonly way: 'redirect' | 'gateway'
  readonly whenBlind: 'hold' | 'open' | 'closed'
  readonly timeoutMs: number
  readonly fetch: typeof fetch
  readonly onError: (error: Error) => void
}

const TIMEOUT_MS = 3_000
const KEY_MIN_CHARS = 32

export function readSettings(given: ShopSettings): Settings {
  refuseUnknown(given)
  const { way = 'redirect', whenBlind = 'hold', timeoutMs = TIMEOUT_MS, serviceKey } = given
  const room = addressOf('room', given.room, given.allowHttp)
  const [, roomId] = /^\/rooms\/([a-z][a-z0-9-]{0,47})$/.exec(room.pathname) ?? []
  if (roomId === undefined) {
    throw new TypeError(
      `room is not the address of a waiting room: give it, as https://queue.example/rooms/demo.`,
    )
  }
  const audience = addressOf('audience', given.audience, given.allowHttp)
  if (audience.pathname !== '/') {
    throw new TypeError(
      `audience is more than an origin: give the shop’s origin, as https://shop.example.`,
    )
  }
  if (way !== 'redirect' && way !== 'gateway') {
    throw new TypeError('way is unknown: choose redirect or gateway.')
  }
  if (!['hold', 'open', 'closed'].includes(whenBlind)) {
    throw new TypeError('whenBlind is unknown: choose hold, open or closed.')
  }
  if (serviceKey !== undefined && serviceKey.length < KEY_MIN_CHARS) {
    throw new TypeError(
      `serviceKey is too short to be one: it has ${KEY_MIN_CHARS} letters or more.`,
    )
  }
  if (!Number.isFinite(timeoutMs) || timeoutMs < 100 || timeoutMs > 60_000) {
    throw new TypeError('timeoutMs is out of range: give 100 to 60000.')
  }
  return {
    room: `${room.origin}${room.pathname}`,
    roomId,
    issuer: room.origin,
    audience: audience.origin,
    isSecure: audience.protocol === 'https:',
    serviceKey,
    way,
    whenBlind,
    timeoutMs,
    fetch: given.fetch ?? ((...asked) => fetch(...asked)),
    onError: given.onError ?? ((error) => console.error(`admit-one: ${error.message}`)),
  }
}

/** A slip in a name must not leave a setting at its default. */
function refuseUnknown(given: ShopSettings): void {
  const unknown = Object.keys(given).find((name) => !names.includes(name))
  if (unknown !== undefined) {
    throw new TypeError(`${unknown} is no setting: there are ${names.join(', ')}.`)
  }
}

const names: readonly string[] = [
  'room',
  'audience',
  'serviceKey',
  'way',
  'whenBlind',
  'allowHttp',
  'timeoutMs',
  'fetch',
  'onError',
] satisfies (keyof ShopSettings)[]

function addressOf(name: string, text: string, allowHttp = false): URL {
  if (!URL.canParse(text)) throw new TypeError(`${name} is no address: give one with https://.`)
  const url = new URL(text)
  const isOwnMachine = /^(?:(?:.+\.)?localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
  const isAllowed =
    url.protocol === 'https:' || (url.protocol === 'http:' && (isOwnMachine || allowHttp))
  if (!isAllowed) {
    throw new TypeError(
      `${name} is not https: use that, or set allowHttp for a network of your own.`,
    )
  }
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
    throw new TypeError(`${name} says too much: leave out query, fragment and password.`)
  }
  return url
}

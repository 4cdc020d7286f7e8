/** What a socket's two ends agree on besides messages. Plain values: a page's script has them too. */

/** The bare text `ping` is answered with `pong`, without waking anybody. */
export const PING = 'ping'
export const PONG = 'pong'

/** Every message of a page is far smaller; a longer one closes the socket. */
export const SOCKET_MESSAGE_MAX_BYTES = 256

/** Why a socket was closed, by its close code. */
export const CLOSE = {
  /** Another connection has the place: do not come back by yourself. */
  movedAway: 4001,
  /** Far from the front: the reason is `{"againInMs":…}`. Poll until then. */
  tooEarly: 4002,
  /** More messages than any page sends. */
  flooded: 4003,
  /** Not a message of this protocol. */
  badMessage: 4004,
  /** No sign of life for 45 s. */
  silent: 4005,
  /** The place has ended. */
  over: 4006,
} as const

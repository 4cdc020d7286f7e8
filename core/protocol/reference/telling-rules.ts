/** Rules of asking and being told, whatever carries it. */
import { SOCKET_MESSAGE_MAX_BYTES } from '../socket-terms.ts'
import {
  FAR_POLL_MAX_MS,
  FAR_POLL_MIN_MS,
  NEAR_POLL_MS,
  PRESENT_MS,
  PROBE_SILENCE_MS,
} from '../../queue/limits.ts'
import { rule, spoken, type RuleTable } from './rule.ts'

export const tellingRules = {
  P9: rule(
    'One truth, four ways.',
    'WebSocket, server-sent events, polling and the page without script tell the same facts: phase, present ahead and whether that is an estimate, at most so many ahead, the number, how many wait, the range of the wait, the rate, news, the turn and its deadline, the session, and as of when.',
  ),
  P10: rule(
    '`next` says what to do.',
    'The answer of a join or a poll names the next move: `poll` after so long, `connect` after so long, or `stop`. “Near the front” is where it says `connect`. A client needs no rule of its own: while a socket or a stream is open it follows that, in a session it polls as `next` says. `stop` comes some seconds after a sale has closed for good, to who is neither called nor inside. A client that hears of the close on its socket asks once more, 6 to 12 s later, and ends its connection when it is told to stop.',
  ),
  P11: rule(
    'Never sooner than `next` says.',
    'The jitter is in it, and a client must not shorten it or round it to the second. Far from the front it is some ' +
      `${FAR_POLL_MIN_MS / 1_000} to ${FAR_POLL_MAX_MS / 1_000} s, and a little more by chance; near it \`pollMs\`, ${spoken(NEAR_POLL_MS)}.`,
  ),
  P12: rule(
    'A status is whole.',
    'It replaces the one before; nothing in it is a change to add up. One that was lost is made up for by the next.',
  ),
  P13: rule(
    'Older is ignored.',
    'A status whose `asOfMs` is less than that of the one held must not replace it: answers overtake each other. A turn, a session and news are judged by their own numbers.',
  ),
  P14: rule(
    'Keep the least `atMostAhead`.',
    'What was once an upper bound stays one. A client must show the least it was told for this place, so that the number never rises.',
  ),
  P15: rule(
    'An estimate is called one.',
    'Where `isEstimate` is true, `presentAhead` must be shown as an estimate.',
  ),
  P16: rule(
    'A wait is a range or nothing.',
    'Where `wait` is left out nothing is known, and a client shows no wait. It must not make a single instant of a range.',
  ),
  P17: rule(
    'Say as of when.',
    'A client should show how old its facts are, by the server’s clock, and must show it once they are older than 15 s.',
  ),
  P18: rule(
    'News is shown once.',
    'Items have numbers that grow. A client remembers the highest it has shown for this place; a message without the reader’s language is shown in another it has.',
  ),
  P19: rule(
    'A turn is known by its offer, a session by its session.',
    '`standing` is what documents say and may be seconds behind: `gone` is either let in or out, and the next poll says which; `absent` is what everybody is for a second or two after they joined.',
  ),
} satisfies RuleTable

export const transportRules = {
  P20: rule(
    'The socket is for near fans.',
    '`GET socket` upgrades to a WebSocket. Who opens it far from the front is closed with 4002 and the time to poll again.',
  ),
  P21: rule(
    'A browser’s socket names its page.',
    'With the cookie, `Origin` must be the server’s own or one that the room lists; with a bearer token it may be missing. A browser on another site that the room lists, since it can set no header, offers the subprotocols `admit-one` and `place.<token>`; the server answers `admit-one`.',
  ),
  P22: rule(
    'On connect all that matters is said again.',
    'A status, the news, and the turn if there is one, in no particular order, and the status only when there is one young enough. Until it comes, what the last poll said holds.',
  ),
  P23: rule(
    'Ping every 15 s.',
    `The bare text \`ping\` is answered by \`pong\`. A socket without a sign of life for ${spoken(PRESENT_MS)} is closed with 4005 within the next 20 s; a client that hears no \`pong\` should open another one. Ping frames of the WebSocket protocol itself prove nothing, though libraries send them by themselves.`,
  ),
  P24: rule(
    '`still-there` wants an answer.',
    `A client must answer \`present\` at once: after ${spoken(PROBE_SILENCE_MS)} of silence its fan counts as absent. It is asked seconds before a turn.`,
  ),
  P25: rule(
    'A lost socket is mended soon.',
    `${spoken(PROBE_SILENCE_MS)} after the loss the fan counts as absent, unless they connect or poll. A client polls when its socket closes, and opens the next one when that says \`connect\`.`,
  ),
  P26: rule(
    'A close code says whether to come back.',
    'After 4001 and 4006 a client must not open another socket by itself. After any other code, known or not, it polls and does what `next` says.',
  ),
  P27: rule(
    'The stream is a poll that says itself again.',
    '`GET stream` sends the event `poll` with a `pollAnswer` at once, then whenever the facts have changed, and every 10 s at the latest; silence for longer means that how the line stands cannot be told right now. Comments in between mean nothing.',
  ),
  P28: rule(
    'A stream ends and comes back, or ends for good.',
    'It is ended after about ten minutes with `retry`, and opened again after so long. After the event `problem` a client must not open it again by itself: it does what the step says.',
  ),
  P29: rule(
    'An open stream proves nothing.',
    'Who holds a stream near the front must also send `GET status` every 20 s, or counts as absent.',
  ),
  P30: rule(
    'One connection a place.',
    'The newest counts: a second socket closes the first with 4001 after `moved-away`; a second stream ends the first with `stream-replaced`, where both happen to be served by one machine.',
  ),
  P31: rule(
    'Who cannot have the better way takes the next.',
    'Socket, then stream, then polls. After two failures in a row a client should take the next way, and try the better one again within minutes.',
  ),
  P32: rule(
    'The page without script is a way, too.',
    '`GET /rooms/<room>` is a page that refreshes itself, with a form for each act, answered by 303 or, where there is something to show once, by the page itself. It needs the cookie and nothing else. Forms are posted to the same address as `application/x-www-form-urlencoded` with `act`: `join`, `claim`, `here`, `leave`, `release`, `move`, `transfer`, or `redeem` with `code`. Facts stand in elements with `data-fact` and `data-value`, the state in `data-state`.',
  ),
  P33: rule(
    'A message up is small.',
    `At most ${SOCKET_MESSAGE_MAX_BYTES} characters of text, JSON with a \`kind\`; anything else closes the socket with 4004. More than 20 of them in 10 s close it with 4003; \`ping\` is not counted.`,
  ),
} satisfies RuleTable

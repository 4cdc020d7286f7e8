/** Rules of clocks, of what may go wrong on the wire, of versions, and of refusals. */
import { PROTOCOL, PROTOCOL_OLDEST } from '../version.ts'
import { rule, type RuleTable } from './rule.ts'

export const clockRules = {
  P52: rule(
    'All instants are the server’s.',
    'Milliseconds of UTC since 1970. A client keeps its offset: `nowMs` minus the middle between its own clocks at sending and at receipt, of the exchange with the shortest round trip among the last ones.',
  ),
  P53: rule(
    'What was pushed is late by some.',
    'Over socket and stream `nowMs` minus the clock at receipt is a lower bound of the offset: a client raises its offset to it, and never lowers it by it.',
  ),
  P54: rule(
    'Waiting is measured by a clock that does not jump.',
    'How long to wait is counted by a monotonic clock. After a sleep of the device a client polls at once, and then takes up what `next` says.',
  ),
} satisfies RuleTable

export const wireRules = {
  P55: rule(
    'Messages may be lost, doubled, late and out of order.',
    'All of them are absolute, and each request may be repeated with the same outcome; a join is the exception of P4, a transfer makes a newer code.',
  ),
  P56: rule(
    'Unknown fields are ignored,',
    'by clients and by the server, in every message. A client must not refuse an answer for a field it does not know.',
  ),
  P57: rule(
    'and so are unknown kinds.',
    'A message over the socket, an event, an item of news or a step of an unknown kind is as if it had not come. A `next` of an unknown kind is `poll` in 10 s; a join answered by an unknown kind is a 503.',
  ),
  P58: rule(
    'Other words do not grow within a version.',
    'What is neither `kind` nor `step`, such as `phase` and `standing`, takes only the words that are written here.',
  ),
} satisfies RuleTable

export const versionRules = {
  P59: rule(
    'A client says which protocol it speaks.',
    `With every request and connection, as \`?protocol=${PROTOCOL}\`; nothing said means 1. The oldest that is served is ${PROTOCOL_OLDEST}: before it 410 \`protocol-too-old\`, and a page loads itself anew; after ${PROTOCOL} 503 \`protocol-newer\`, and it tries again.`,
  ),
  P60: rule(
    'A change is announced.',
    'The wire format is kept in the repository by version, and a test fails when it changes without a line under “Changes within a version”.',
  ),
  P61: rule(
    'Within a version things are only added.',
    'A new field is optional, a new kind may be ignored, nothing is taken away or given another meaning: old and new code run side by side during a deploy. Anything else raises the version.',
  ),
} satisfies RuleTable

export const refusalRules = {
  P62: rule(
    'A refusal is a `problem`.',
    'Its HTTP status belongs to its code. A client goes by `step`, where there is one, then by `code`, then by the status, and never by the sentence.',
  ),
  P63: rule(
    'The step says what to do.',
    '`retry`: the same again, later. `join`: forget the token; there is a place to be had by joining. `take-over`: P47. `renew`, `waiting-room`, `sign-in`: as they say. `reload`: load the page anew, with the token kept.',
  ),
  P64: rule(
    'Retry-After is the least.',
    'A 503 may bring it, in seconds. A client must not come back sooner, and adds a random part of its own, so that a crowd does not come back together.',
  ),
  P65: rule(
    'Without it, back off with jitter.',
    'After no answer or a 5xx: about half a second, doubled with each failure in a row up to 30 s, half of it random. A success begins anew.',
  ),
  P66: rule('A 4xx is not repeated as it was.', 'What may have been our own delay is a 503.'),
} satisfies RuleTable

export const limitRules = {
  P67: rule(
    'A body is at most 4,096 bytes.',
    'JSON, or nothing where nothing needs to be said. Larger is 413 `body-too-large`; a field that is wrong is 400 with its name and the reason.',
  ),
  P68: rule(
    'Other sites’ pages use bearer tokens.',
    'An origin that the room lists may call everything, with `Authorization` and without credentials. A `POST` from another site’s page is 403 `other-origin`, unless it brings a bearer token, or the room lists its origin and it sends JSON.',
  ),
  P69: rule(
    'Every answer has an `X-Request-Id`.',
    'A client may send its own, up to 128 letters, digits, `-` and `_`, and finds it in the answer: quote it when something is wrong.',
  ),
  P70: rule(
    'An operator’s token is no fan’s.',
    'Operators send theirs as bearer tokens, to their own interface. None may be in anything that a fan’s client holds.',
  ),
} satisfies RuleTable

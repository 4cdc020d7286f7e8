/** Rules of presence, turns and sessions. */
import { PRESENT_MS } from '../../queue/limits.ts'
import { rule, spoken, type RuleTable } from './rule.ts'

export const presenceRules = {
  P34: rule(
    'Present is who gave a sign of life.',
    `Near the front a ping, a message, a new socket or a poll proves its fan present for up to ${spoken(PRESENT_MS)}, and so does the join. Far from it nothing is needed.`,
  ),
  P35: rule(
    'Absence costs a turn, not the place.',
    'Absent fans are passed over, keep their position, and are first in line with their next sign of life.',
  ),
  P36: rule(
    '`here` is said by a person.',
    'Who missed a turn is `lapsed`, and no ping or poll brings them back: only `POST here` or the message `here` does. A client must send it for a deliberate act of its person alone.',
  ),
} satisfies RuleTable

export const turnRules = {
  P37: rule(
    'A turn is an offer with a deadline.',
    'It comes as `offer` of a poll or stream, or as `your-turn`. Another `turn` number is another turn.',
  ),
  P38: rule(
    'A turn is taken by `POST claim`.',
    'There is no message for it. Claiming again answers with the same session, 201 the first time and 200 later, so a client repeats a claim whose answer was lost.',
  ),
  P39: rule(
    'A visible page claims by itself, a hidden one waits.',
    'A page that nobody looks at must not claim: it calls its person, by title, sound or notification, and claims when they come back before the deadline.',
  ),
  P40: rule(
    'The deadline is the server’s.',
    'It is an instant of the server’s clock (P52), not so many seconds from the receipt. A client should claim two seconds before it at the latest.',
  ),
  P41: rule(
    'A turn that is missed is offered on.',
    '`POST claim` then answers 410 `offer-lapsed`, and the place is kept. 409 `no-offer` means that it is not this fan’s turn: go on waiting.',
  ),
} satisfies RuleTable

export const sessionRules = {
  P42: rule(
    'A session begins with the claim.',
    'Or with the join, where nobody waits. `let-through` is no session: there is no queue, and nothing to renew.',
  ),
  P43: rule(
    'Renew before `tokenUntilMs`.',
    'A client renews when half of the time to it is left, and repeats a renewal that failed. A renewal never moves `untilMs`, and only a claim or a renewal moves `tokenUntilMs`.',
  ),
  P44: rule(
    'Release when done.',
    '`POST release` frees the slot for the next fan, 5 s later at the most, and ends the place. Doing it again is `already-over`.',
  ),
  P45: rule(
    'Over is over.',
    'At `untilMs`, after 410 `admission-session-over` or the message `session-ended` a client shows that the session has ended. An operator can end one at any moment.',
  ),
} satisfies RuleTable

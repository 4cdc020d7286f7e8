/** Rules of the place, its token, and how it goes to another page or device. */
import { GENERATION_MAX, TRANSFER_MS, TRANSFER_TRIES } from '../../queue/limits.ts'
import { rule, spoken, type RuleTable } from './rule.ts'

export const placeRules = {
  P1: rule(
    'A place is a token.',
    'Whoever sends the token that a join answered holds the place. A client must keep it where it outlives the page or the process, and must show it to nobody else.',
  ),
  P2: rule(
    'Cookie or bearer.',
    'Browsers on our own site are given the token as the cookie `__Host-place-<room>`, over plain http `place-<room>`. Everybody else sends `Authorization: Bearer <token>`; where both come, the bearer token counts.',
  ),
  P3: rule(
    'The token is opaque.',
    'It has at most 1,024 characters. A client must not read it: the place is in the answers.',
  ),
  P4: rule(
    'Joining is safe to repeat with the token.',
    'A client that has a token must send it with every join: the answer is 200 and the same place, or the session it led to. A token that holds nothing here (forged, of another room, of a place that has ended) is dropped, and a new place given with 201. The one exception: a join whose answer never arrived is unknown to its client, and joining again takes another number.',
  ),
  P5: rule(
    'A reload says so once.',
    'Where a room’s reload costs the place, a page that its person has reloaded sends `reloaded`, a random name of that document; the same name again is the same reload. A client without documents leaves it out.',
  ),
  P6: rule(
    'A place ends three ways.',
    'With its session, when its fan leaves, or with the life of the sale it was given in; polls may go on for 3 s as if it had not. Then the step is `join`, and the client forgets the token.',
  ),
  P7: rule(
    'Nothing else ends a place.',
    'After a 503, a 429, a 500 or no answer at all a client must keep its token and must not join without it.',
  ),
  P8: rule(
    'The position is where a fan stands.',
    'By arrival it is the number itself; by draw what the draw made of it. It never changes afterwards.',
  ),
} satisfies RuleTable

export const deviceRules = {
  P46: rule(
    'A place moves to who asks.',
    '`POST move` raises the generation and answers a new token; the tokens of before are refused with 410 `place-superseded`: what they ask to be done at once, near the front their polls within 3 s, and far from it, where polls ask no object, only once they are near. With one of them, `POST move` takes the place back, unless a code of this place was ever redeemed: then only the newest token moves it.',
  ),
  P47: rule(
    'Who lost the place says so, and stops.',
    'After `place-superseded`, `moved-away`, `stream-replaced` or close code 4001 a client must end its connections and polls, and must not take the place back by itself: only its person may.',
  ),
  P48: rule(
    'A code moves a place to another device.',
    `\`POST transfer\` answers a code that works once, for ${spoken(TRANSFER_MS)}; a newer one of the same place kills it. It is twelve letters and digits: case, spaces and hyphens do not matter, O is read as 0, I and L as 1.`,
  ),
  P49: rule(
    'Redeeming is safe to repeat by the same claimant.',
    'The new device makes one random `claimant`, keeps it until the answer has come, and sends it with every try: the same claimant gets the same place and generation again, and any token of them is good, until the place moves on; another claimant gets 410 `transfer-used`. A code whose place is seconds old may be answered 503: try again.',
  ),
  P50: rule(
    'A redeemed code cannot be undone.',
    'The tokens of before are dead for good: `POST move` refuses them too. A client says so before it shows a code.',
  ),
  P51: rule(
    'Codes are not to be guessed.',
    `After ${TRANSFER_TRIES} wrong tries a code is dead: 410 \`transfer-too-many-tries\`. A place moves ${GENERATION_MAX.toLocaleString('en')} times at most: 409 \`moved-too-often\`.`,
  ),
} satisfies RuleTable

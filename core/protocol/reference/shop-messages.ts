/** What a shop's server says to a room, and is told of it. */
import { originReport } from '../../queue/pressure/report.ts'
import {
  admissionAnswer,
  admissionReleaseRequest,
  admissionRenewAnswer,
  admissionRenewRequest,
  admissionRequest,
  pressureAnswer,
} from '../admission.ts'
import { exampleSession } from './examples.ts'
import { down, up, type MessageTable } from './message.ts'

const exampleHash = 'K6gOeerjtFLxsUsxyMVi7b_wxdyR1AMEkpZoCWBnOnc'

export const shopMessages = {
  admissionRequest: up(
    admissionRequest,
    'A fan came back with this code: the token, please.',
    {
      code: 'The query parameter `admit-one-code` of the address the fan came to.',
      holderHash: 'SHA-256, as base64url, of the random cookie that the fan’s browser is given.',
    },
    { code: 'k1.eyJyIjoiZGVtbyJ9.c2lnbmF0dXJl', holderHash: exampleHash },
  ),
  admissionAnswer: down(admissionAnswer, 'Admitted: a session, and its first token.', {
    token: 'A JWT of ES256, bound to the holder. It is given to the fan as a cookie.',
    session: 'The session it is of.',
  }),
  admissionRenewRequest: up(admissionRenewRequest, 'The next token for who has the last one.', {
    token: 'The last one, good or ended less than five minutes ago.',
    holder: 'The holder’s cookie itself: the token alone is not enough.',
  }),
  admissionRenewAnswer: down(admissionRenewAnswer, 'The next token of the same session.', {
    token: 'A JWT as before.',
    session: 'The session, with the end of this token.',
  }),
  admissionReleaseRequest: up(
    admissionReleaseRequest,
    'Done in the shop: the slot is for the next fan.',
    { sessionId: 'Its name, the `jti` of its tokens.' },
    { sessionId: exampleSession.sessionId },
  ),
  pressureReport: up(originReport, 'How the shop fared in a window of time.', {
    reporter: 'Which of the shop’s servers this is.',
    source: 'Left out: who has a service key is an origin.',
    atMs: 'The end of the window by the reporter’s own clock.',
    windowMs: 'How long it was.',
    requests: 'Answered or given up in it.',
    errors: 'Of these, those that failed.',
    latencyP95Ms: 'The 95th percentile of latency; where there were requests it is needed.',
    inFlight: 'Requests under way at its end.',
    stockLeft: 'Seats nobody has bought and nobody holds.',
  }),
  pressureAnswer: down(pressureAnswer, 'The report is heard: the next decision counts it.'),
} satisfies MessageTable

/**
 * Every code of a refusal that fans and shops can meet: its status, the step it asks for, and
 * what it means. Of a refused place token the sentence is the one that is answered.
 */
import { ownStatuses } from '../../problem.ts'
import { refusals, type AdmissionRefusal, type PlaceRefusal } from '../../token/refusals.ts'
import { STREAM_REPLACED } from '../stream.ts'

type OwnCode = keyof typeof ownStatuses
export type DocumentedCode = OwnCode | PlaceRefusal | AdmissionRefusal | typeof STREAM_REPLACED

export type Problem = {
  readonly code: DocumentedCode
  /** Undefined where it only comes as an event of a stream. */
  readonly status: number | undefined
  readonly step: string | undefined
  readonly what: string
}

const meanings: Readonly<Record<OwnCode, string>> = {
  'not-found': 'There is no such room, session or address.',
  'method-not-allowed': 'This address takes other methods: `Allow` names them.',
  internal: 'Something failed on our side: try again.',
  'invalid-request': 'A field is wrong: `field` and `reason` say which and why.',
  'body-too-large': 'A body is of 4,096 bytes at most.',
  'no-place': 'The request brings no token: join the room.',
  'other-origin': 'Pages of this origin may not do this here.',
  'not-an-upgrade': 'This address is for sockets: open it as a WebSocket.',
  'join-too-early': 'The room is not open yet: come back when it is.',
  'join-drawing': 'The draw is under way: join when it is done.',
  'join-paused': 'The room is paused: try again in a while.',
  'join-closed': 'The sale is over.',
  'join-rejected': 'Nobody can join this room now.',
  'headers-too-large': 'The headers of a request are of 24,000 letters at most.',
  'shop-down': 'The shop behind the gateway cannot be reached: try again, the place is kept.',
  'shop-slow': 'The shop behind the gateway did not answer in time: try again.',
  'service-only': 'This is for the shop’s server: send its service key.',
  'code-malformed': 'This is not a one-time code of this room.',
  'code-expired': 'The one-time code is older than a minute: the waiting room gives another.',
  'code-used': 'The one-time code was used, or a newer one was: the waiting room gives another.',
  'no-offer': 'It is not this fan’s turn yet: wait for it.',
  'offer-lapsed': 'The turn has passed and the place is kept: `here` brings its fan back.',
  'moved-too-often': 'The place has moved too often: keep it where it is.',
  'protocol-too-old': 'The client speaks a version no longer served: load the page anew.',
  'protocol-newer': 'The client is newer than what answers: keep the place and try again.',
  'transfer-unknown': 'There is no such code, or no longer: ask for a new one.',
  'transfer-used': 'The code was redeemed by somebody else.',
  'transfer-too-many-tries': 'The code was tried wrongly too often: ask for a new one.',
  'room-busy': 'The room is busy: keep the place and try again.',
  'room-held': 'How the line stands is not known right now: keep the place and try again.',
  'room-closed': 'The room is closed while it cannot see the line: try again later.',
}

/** Where an own code asks for a step. */
const steps: Partial<Readonly<Record<OwnCode, string>>> = {
  'no-place': 'join',
  'code-malformed': 'waiting-room',
  'code-expired': 'waiting-room',
  'code-used': 'waiting-room',
  'protocol-too-old': 'reload',
  'protocol-newer': 'retry',
}

export const placeRefusals: readonly PlaceRefusal[] = Object.keys(refusals).filter(isOfPlace)

export const admissionRefusals: readonly AdmissionRefusal[] =
  Object.keys(refusals).filter(isOfAdmission)

export const problems: readonly Problem[] = [
  ...Object.keys(meanings).filter(isOwn).map(ownProblem),
  ...[...placeRefusals, ...admissionRefusals].map(refusalProblem),
  {
    code: STREAM_REPLACED,
    status: undefined,
    step: 'take-over',
    what: 'Only as an event: a newer stream of the same place was opened.',
  },
]

function ownProblem(code: OwnCode): Problem {
  return { code, status: ownStatuses[code], step: steps[code], what: meanings[code] }
}

function refusalProblem(code: PlaceRefusal | AdmissionRefusal): Problem {
  const { status, step, message } = refusals[code]
  return { code, status, step, what: message }
}

function isOfPlace(code: string): code is PlaceRefusal {
  return code in refusals && code.startsWith('place-')
}

function isOfAdmission(code: string): code is AdmissionRefusal {
  return code in refusals && code.startsWith('admission-')
}

function isOwn(code: string): code is OwnCode {
  return code in ownStatuses
}

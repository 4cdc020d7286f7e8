/**
 * What is answered to a request without a good admission: the same at the gateway and in the
 * package for origins. A page goes to the waiting room; a program is told where that is. The body
 * of a request that is turned away is kept by nobody: who comes back sends it again.
 */
import { refusals, type AdmissionRefusal } from '../token/refusals.ts'

/** Nobody came with a token at all; or one that is refused. */
export type NoAdmission = { readonly kind: 'none' } | Refusal
type Refusal = { readonly kind: 'refused'; readonly reason: AdmissionRefusal }

export type Asked = {
  readonly method: string
  /** The whole address, as the browser knows it. */
  readonly url: string
  readonly accept: string | undefined
  readonly referer: string | undefined
}

export type TurnedAway =
  /** To the waiting room: 303, so that a browser asks with GET whatever it sent here. */
  | { readonly kind: 'redirect'; readonly location: string }
  /** Nothing is lost: the same again in a moment. `wantsPage`: a person reads the answer. */
  | {
      readonly kind: 'try-again'
      readonly code: AdmissionRefusal
      readonly message: string
      readonly wantsPage: boolean
    }
  | { readonly kind: 'problem'; readonly problem: TurnedAwayProblem }

type TurnedAwayProblem = {
  readonly code: AdmissionRefusal | 'admission-needed'
  readonly message: string
  readonly step: 'waiting-room'
  readonly waitingRoom: string
}

export const TRY_AGAIN_SECONDS = 2

/** `room` is the waiting room's address, without a query. */
export function turnedAway(why: NoAdmission, asked: Asked, room: string): TurnedAway {
  const wantsPage = isPageWanted(asked.accept)
  if (why.kind === 'refused' && refusals[why.reason].status === 503) {
    const { message } = refusals[why.reason]
    return { kind: 'try-again', code: why.reason, message, wantsPage }
  }
  const waitingRoom = waitingRoomFor(asked, room)
  if (wantsPage) return { kind: 'redirect', location: waitingRoom }
  const code = why.kind === 'refused' ? why.reason : 'admission-needed'
  const message = `Only who has been admitted may do this: go to the waiting room.`
  return { kind: 'problem', problem: { code, message, step: 'waiting-room', waitingRoom } }
}

/** A browser that shows a page says so first; scripts that take anything are programs. */
export function isPageWanted(accept: string | undefined): boolean {
  return accept !== undefined && /\btext\/html\b|\bapplication\/xhtml\+xml\b/.test(accept)
}

/** Where the fan comes back to: what they asked for, or the page whose form they sent. */
function waitingRoomFor({ method, url, referer }: Asked, room: string): string {
  const isRead = method === 'GET' || method === 'HEAD'
  const back = isRead ? url : (pageOfSameOrigin(referer, url) ?? new URL('/', url).href)
  return `${room}?return=${encodeURIComponent(back)}`
}

function pageOfSameOrigin(referer: string | undefined, url: string): string | undefined {
  if (referer === undefined || !URL.canParse(referer)) return undefined
  const page = new URL(referer)
  return page.origin === new URL(url).origin ? page.href : undefined
}

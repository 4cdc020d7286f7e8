/**
 * A waiting room that answers shops by real HTTP, with real signatures, and lets nobody wait. It can
 * be told to fail in each way a room or the network before it can.
 */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AdmissionClaims } from '../../core/token/claims.ts'
import { assertionOf, type Asserted } from '../../core/token/assertion.ts'
import { listenOn, shutDown } from './listening.ts'
import { listedKey, newKey, signJwt, type SigningKey } from './signing.ts'

export const SERVICE_KEY = 'a-service-key-for-tests-0123456789'
export const AUDIENCE = 'http://shop.localhost'
const EPOCH = 'epoch-2'
const ROOM = 'finale'
const SESSION_MS = 20 * 60_000
const TOKEN_SECONDS = 60
const PAGE = 3

/** gone: the connection is cut. slow: the answer never comes. */
type Failing = 'gone' | 'slow' | 'rubbish' | 'oversized' | 'busy'
type Session = { readonly id: string; untilMs: number; holderHash: string | undefined }
type Answer = { readonly status: number; readonly body: object | string }

export class RoomServer {
  readonly issuer: string
  readonly #server: Server
  readonly #open: Set<ServerResponse> = new Set()
  /** Every question, as `GET /rooms/finale/revocations?after=0`. */
  readonly asked: string[] = []
  /** Its clock: this machine's, and so much more. */
  aheadMs = 0
  failing: Failing | undefined
  /** Only questions whose address holds this fail. */
  failingAt = ''
  keys: readonly SigningKey[] = [newKey('key-1')]
  /** Listed beside them. */
  otherKeys: readonly object[] = []
  epoch = EPOCH
  noLine = false
  /** The list is told as of then, if it stands still. */
  standsStillAtMs: number | undefined
  /** Who answers has heard of no more ended sessions than these: it is behind others. */
  heardOfEnded = Infinity
  readonly #ended: { readonly jti: string; readonly untilMs: number }[] = []
  readonly #sessions = new Map<string, Session>()
  readonly #codes = new Map<string, Session>()
  /** The bodies of reports. */
  readonly reports: unknown[] = []

  private constructor(server: Server, origin: string) {
    this.#server = server
    this.issuer = origin
  }

  static async start(): Promise<RoomServer> {
    const holder: { room?: RoomServer } = {}
    const server = createServer((request, response) => void holder.room?.answer(request, response))
    const room = new RoomServer(server, await listenOn(server))
    holder.room = room
    return room
  }

  get room(): string {
    return `${this.issuer}/rooms/${ROOM}`
  }

  nowMs(): number {
    return Date.now() + this.aheadMs
  }

  /** The newest key signs. */
  get signer(): SigningKey {
    const key = this.keys.at(-1)
    if (key === undefined) throw new Error('This room has no key.')
    return key
  }

  /** A new key signs, and the ones before are still listed. */
  rotate(): void {
    this.keys = [...this.keys, newKey(`key-${this.keys.length + 1}`)]
  }

  goodHeader() {
    return { alg: 'ES256', typ: 'admission+jwt', kid: this.signer.id } as const
  }

  claims(holder: string, changes: Partial<AdmissionClaims> = {}): AdmissionClaims {
    const iat = Math.floor(this.nowMs() / 1_000)
    return {
      iss: this.issuer,
      aud: AUDIENCE,
      sub: 'general:4711',
      jti: `${this.epoch}.general.4711.1`,
      iat,
      exp: iat + TOKEN_SECONDS,
      room: ROOM,
      epoch: this.epoch,
      lane: 'general',
      cnf: { 'cookie#S256': hashOf(holder) },
      ...changes,
    }
  }

  token(holder: string, changes: Partial<AdmissionClaims> = {}): string {
    return signJwt(this.signer, 'room', this.goodHeader(), this.claims(holder, changes))
  }

  /** A token that has so long left of its minute; below zero, it has ended. */
  tokenWithLeft(holder: string, leftMs: number, sessionId = 'session-1'): string {
    this.#session(sessionId).holderHash = hashOf(holder)
    const exp = Math.ceil((this.nowMs() + leftMs) / 1_000)
    return this.token(holder, { jti: sessionId, iat: exp - TOKEN_SECONDS, exp })
  }

  assertion(asserted: Partial<Asserted> = {}, ageMs = 0): string {
    const whole: Asserted = {
      issuer: this.issuer,
      audience: AUDIENCE,
      room: ROOM,
      marked: false,
      session: { epoch: this.epoch, lane: 'general', sub: 'general:4711', jti: 'session-1' },
      ...asserted,
    }
    const header = { ...this.goodHeader(), typ: 'assertion+jwt' }
    return signJwt(this.signer, 'room', header, assertionOf(whole, Date.now() - ageMs))
  }

  /** A fan is sent back with it. */
  code(sessionId = 'session-1'): string {
    const code = `code-${this.#codes.size + 1}`
    this.#codes.set(code, this.#session(sessionId))
    return code
  }

  end(sessionId: string): void {
    this.#ended.push({ jti: sessionId, untilMs: this.nowMs() + TOKEN_SECONDS * 1_000 })
    this.#session(sessionId).untilMs = 0
  }

  /** How often it was asked for what has this in its address. */
  timesAsked(part: string): number {
    return this.asked.filter((question) => question.includes(part)).length
  }

  async close(): Promise<void> {
    for (const response of this.#open) response.destroy()
    await shutDown(this.#server)
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request
    this.asked.push(`${method} ${url}`)
    if (this.failing !== undefined && url.includes(this.failingAt)) {
      return this.#fail(this.failing, response)
    }
    const answer = await this.#answerTo(request, new URL(url, this.issuer))
    const isText = typeof answer.body === 'string'
    response.writeHead(answer.status, {
      'Content-Type': isText ? 'application/jose' : 'application/json',
    })
    response.end(isText ? answer.body : JSON.stringify(answer.body))
  }

  #fail(failing: Failing, response: ServerResponse): void {
    switch (failing) {
      case 'gone':
        response.destroy()
        return
      case 'slow':
        this.#open.add(response)
        return
      case 'rubbish':
        response.end('<!doctype html><title>Bad gateway</title>')
        return
      case 'busy':
        response.writeHead(503, { 'Retry-After': '2' })
        response.end(JSON.stringify({ code: 'room-busy', message: 'Try again.', step: 'retry' }))
        return
      case 'oversized':
        response.end('x'.repeat(8 * 1_024 * 1_024))
    }
  }

  async #answerTo(request: IncomingMessage, url: URL): Promise<Answer> {
    const question = `${request.method} ${url.pathname.replace(`/rooms/${ROOM}`, '')}`
    if (question === 'GET /.well-known/jwks.json') {
      return { status: 200, body: { keys: [...this.otherKeys, ...this.keys.map(listedKey)] } }
    }
    if (question === 'GET /revocations') {
      return { status: 200, body: this.#delta(Number(url.searchParams.get('after'))) }
    }
    if (request.headers.authorization !== `Bearer ${SERVICE_KEY}`) {
      return problem(401, 'service-only')
    }
    const sent = await bodyOf(request)
    switch (question) {
      case 'POST /admissions':
        return this.#exchange(text(sent['code']), text(sent['holderHash']))
      case 'POST /admissions/renew':
        return this.#renew(text(sent['token']), text(sent['holder']))
      case 'POST /admissions/release':
        return this.#release(text(sent['sessionId']))
      case 'POST /pressure':
        this.reports.push(sent)
        return { status: 202, body: { kind: 'heard' } }
      default:
        return problem(404, 'not-found')
    }
  }

  #delta(after: number): string {
    const heard = this.#ended.slice(0, this.heardOfEnded)
    const from = after <= heard.length ? after : 0
    const to = Math.min(heard.length, from + PAGE)
    const signedAtMs = this.standsStillAtMs ?? this.nowMs()
    return signJwt(
      this.signer,
      'room',
      { ...this.goodHeader(), typ: 'revocations+jwt' },
      {
        iss: this.issuer,
        room: ROOM,
        epoch: this.epoch,
        from,
        to,
        more: to < heard.length,
        noLine: this.noLine,
        asOfMs: signedAtMs,
        signedAtMs: this.nowMs(),
        entries: heard.slice(from, to),
      },
    )
  }

  #exchange(code: string, holderHash: string): Answer {
    const session = this.#codes.get(code)
    if (session === undefined) return problem(400, 'code-malformed')
    if (session.untilMs <= this.nowMs()) return problem(410, 'admission-session-over')
    if (session.holderHash !== undefined && session.holderHash !== holderHash) {
      return problem(410, 'code-used')
    }
    session.holderHash = holderHash
    return { status: 201, body: { kind: 'admitted', ...this.#given(session) } }
  }

  #renew(token: string, holder: string): Answer {
    const session = this.#sessions.get(sessionIn(token))
    if (session === undefined || session.untilMs <= this.nowMs()) {
      return problem(410, 'admission-session-over')
    }
    if (session.holderHash !== hashOf(holder)) return problem(403, 'admission-other-holder')
    return { status: 200, body: { kind: 'renewed', ...this.#given(session) } }
  }

  #release(sessionId: string): Answer {
    const session = this.#sessions.get(sessionId)
    const isAlive = session !== undefined && session.untilMs > this.nowMs()
    if (isAlive) this.end(sessionId)
    return { status: 200, body: { kind: isAlive ? 'ended' : 'already-over' } }
  }

  #given({ id, untilMs, holderHash = '' }: Session): object {
    const claims = { ...this.claims('', { jti: id }), cnf: { 'cookie#S256': holderHash } }
    return {
      token: signJwt(this.signer, 'room', this.goodHeader(), claims),
      session: { sessionId: id, untilMs, tokenUntilMs: claims.exp * 1_000 },
    }
  }

  #session(id: string): Session {
    const known = this.#sessions.get(id)
    if (known !== undefined) return known
    const session = { id, untilMs: this.nowMs() + SESSION_MS, holderHash: undefined }
    this.#sessions.set(id, session)
    return session
  }
}

export function hashOf(holder: string): string {
  return createHash('sha256').update(holder).digest('base64url')
}

function problem(status: number, code: string): Answer {
  return { status, body: { code, message: 'No.' } }
}

function sessionIn(token: string): string {
  const payload: unknown = JSON.parse(
    Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
  )
  return isRecord(payload) ? text(payload['jti']) : ''
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let sent = ''
  for await (const chunk of request) sent += String(chunk)
  const body: unknown = JSON.parse(sent)
  return isRecord(body) ? body : {}
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** A shop and its waiting room: who may come in, checked here, and what only the room can say. */
import { sha256 } from '@noble/hashes/sha2.js'
import { z } from 'zod'
import { admissionAnswer, admissionRenewAnswer } from '../core/protocol/admission.ts'
import { releaseAnswer } from '../core/protocol/session.ts'
import { readAdmission, readNoToken } from '../core/token/admission.ts'
import { readAssertion } from '../core/token/assertion.ts'
import { ask, parsed } from './ask.ts'
import { EndedSessions } from './ended-sessions.ts'
import { readJwt } from './jwt.ts'
import { Keys } from './keys.ts'
import type { Admitted, Outcome, PressureReport, Refused, Renewed } from './outcomes.ts'
import { knownCode, refuse } from './refusal.ts'
import { readSettings, type Settings, type ShopSettings } from './settings.ts'

const TOKEN_MAX_CHARS = 4_096
const ANSWER_MAX_BYTES = 64 * 1_024
const encoder = new TextEncoder()
const KEY_MISSING = 'serviceKey is missing: give the key that the waiting room knows this shop by.'
const NOBODY = '-'.repeat(43)
const problem = z.object({ code: z.string() })

/** What a request brings: both from cookies. */
export type Brought = {
  readonly token: string | undefined
  readonly holder: string | undefined
}

export class Shop {
  readonly settings: Settings
  readonly #keys: Keys
  readonly #ended: EndedSessions

  constructor(given: ShopSettings) {
    this.settings = readSettings(given)
    this.#keys = new Keys(this.settings)
    this.#ended = new EndedSessions(this.settings, this.#keys)
  }

  /** Asks the waiting room once for all that is needed. Fails with a sentence on what is wrong. */
  async ready(): Promise<void> {
    await this.#keys.refresh()
    if (this.settings.way === 'gateway') return
    await this.#ended.look()
    if (this.settings.serviceKey === undefined) throw new TypeError(KEY_MISSING)
    // A code that is none: whoever is told so has the right key.
    const asked = await this.exchange('ready', NOBODY)
    if (asked.kind === 'refused' && asked.refusal.code === 'service-only') {
      throw new TypeError('serviceKey is not one that the waiting room knows for this room.')
    }
  }

  /** May the bearer of this token come in now? Without a network but for a list a second old. */
  async verifyAdmission({ token, holder }: Brought): Promise<Outcome> {
    const { issuer, audience, roomId: room, whenBlind: policy } = this.settings
    const { list, nowMs } = await this.#ended.heard()
    if (token === undefined || token === '') {
      const without = readNoToken({ list, policy }, nowMs)
      if (without.kind === 'refused') return refuse(without.reason)
      if (without.kind === 'none') return refuse('admission-needed')
      return { kind: 'admitted', admission: undefined, marked: true }
    }
    const facts = await readJwt(this.#keys, 'admission+jwt', token, TOKEN_MAX_CHARS)
    const holderHash = holder === undefined ? undefined : hashOf(holder)
    const expected = { issuer, audience, room, list, policy }
    const read = readAdmission({ ...facts, holderHash }, expected, nowMs)
    if (read.kind === 'refused') return refuse(read.reason)
    return { kind: 'admitted', admission: admissionOf(read.claims), marked: read.marked }
  }

  /** Behind the gateway: its word, as the header Admit-One-Assertion brings it. */
  async verifyAssertion(assertion: string | undefined): Promise<Outcome> {
    if (assertion === undefined || assertion === '') return refuse('not-through-gateway')
    const { issuer, audience, roomId: room } = this.settings
    const facts = await readJwt(this.#keys, 'assertion+jwt', assertion, TOKEN_MAX_CHARS)
    const read = readAssertion(facts, { issuer, audience, room }, Date.now())
    if (read.kind === 'refused') return refuse(read.reason)
    const { claims } = read
    const { sub, jti, epoch, lane, iat, exp } = claims
    const isSession =
      sub !== undefined && jti !== undefined && epoch !== undefined && lane !== undefined
    return {
      kind: 'admitted',
      admission: isSession ? admissionOf({ sub, jti, epoch, lane, iat, exp, room }) : undefined,
      marked: claims.marked,
    }
  }

  /** A code that a fan came back with, for a token bound to `holder`. Safe to repeat for the same. */
  async exchange(code: string, holder: string): Promise<Admitted | Refused> {
    const asked = await this.#ask(
      'admissions',
      { code, holderHash: hashOf(holder) },
      admissionAnswer,
    )
    if (asked.kind === 'refused') return asked
    const { token, session } = asked.answer
    return { kind: 'admitted', token, sessionUntilMs: session.untilMs }
  }

  /** The next token, also up to five minutes after the last one's end, while the session lasts. */
  async renew({ token, holder }: { token: string; holder: string }): Promise<Renewed | Refused> {
    const asked = await this.#ask('admissions/renew', { token, holder }, admissionRenewAnswer)
    if (asked.kind === 'refused') return asked
    const { answer } = asked
    return { kind: 'renewed', token: answer.token, sessionUntilMs: answer.session.untilMs }
  }

  /** Done: within five seconds its tokens are dead everywhere, and the next fan comes in. */
  async release(sessionId: string): Promise<{ kind: 'ended' | 'already-over' } | Refused> {
    const asked = await this.#ask('admissions/release', { sessionId }, releaseAnswer)
    return asked.kind === 'refused' ? asked : asked.answer
  }

  /** Where the room's settings say so, its rate follows. */
  async reportPressure(report: PressureReport): Promise<{ kind: 'heard' } | Refused> {
    const heard = z.object({ kind: z.literal('heard') })
    const asked = await this.#ask('pressure', report, heard)
    return asked.kind === 'refused' ? asked : asked.answer
  }

  /** The waiting room's clock, as far as it is known: `expiresAtMs` is by it. */
  async nowMs(): Promise<number> {
    return (await this.#ended.heard()).nowMs
  }

  /** Nothing of it runs any more. */
  close(): void {
    this.#ended.close()
  }

  async #ask<Schema extends z.ZodType>(
    path: string,
    body: unknown,
    schema: Schema,
  ): Promise<Refused | { readonly kind: 'answered'; readonly answer: z.infer<Schema> }> {
    const { room, serviceKey, onError } = this.settings
    if (serviceKey === undefined) {
      onError(new TypeError(KEY_MISSING))
      return refuse('service-only')
    }
    const address = `${room}/${path}`
    try {
      const question = { method: 'POST', body, maxBytes: ANSWER_MAX_BYTES } as const
      const { status, text } = await ask(this.settings, address, question)
      const read = schema.safeParse(parsed(text))
      if (status < 300 && read.success) return { kind: 'answered', answer: read.data }
      const code = knownCode(problem.safeParse(parsed(text)).data?.code)
      if (code === undefined || code === 'service-only') {
        const what = code ?? 'nothing that is known here'
        this.settings.onError(new Error(`${address} answered ${status} and ${what}`))
      }
      return refuse(code ?? 'room-unreachable')
    } catch (error) {
      this.settings.onError(error instanceof Error ? error : new Error('the room cannot be asked'))
      return refuse('room-unreachable')
    }
  }
}

/** Base64url of the SHA-256: what tokens are bound by. */
export function hashOf(holder: string): string {
  const binary = String.fromCharCode(...sha256(encoder.encode(holder)))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function admissionOf(claims: {
  sub: string
  jti: string
  room: string
  epoch: string
  lane: string
  iat: number
  exp: number
}) {
  return {
    sessionId: claims.jti,
    subject: claims.sub,
    room: claims.room,
    epoch: claims.epoch,
    lane: claims.lane,
    issuedAtMs: claims.iat * 1_000,
    expiresAtMs: claims.exp * 1_000,
  }
}

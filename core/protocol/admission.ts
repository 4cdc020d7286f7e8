/** Shop's server → room: what a fan brought is changed for a token, a token for the next. */
import { z } from 'zod'
import { sessionIdSchema } from '../token/claims.ts'
import { sessionSchema } from './session.ts'

const token = z.string().min(1).max(4_096)

/** The one-time code a fan came back with, and the hash of the cookie the token is to be bound to. */
export const admissionRequest = z.object({
  code: z.string().min(1).max(512),
  /** Base64url of the SHA-256 of the holder's cookie. */
  holderHash: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'a SHA-256 as base64url'),
})

/** 201. The same code for the same holder may be sent again: the answer is the same session. */
export const admissionAnswer = z.object({
  kind: z.literal('admitted'),
  /** A JWT: see docs/admission.md. */
  token,
  session: sessionSchema,
})

export const admissionRenewRequest = z.object({
  token,
  /** The holder's cookie itself: who only has the token gets no other. */
  holder: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'a holder’s cookie'),
})

export const admissionRenewAnswer = z.object({
  kind: z.literal('renewed'),
  token,
  session: sessionSchema,
})

export const admissionReleaseRequest = z.object({ sessionId: sessionIdSchema })

export const pressureAnswer = z.object({ kind: z.literal('heard') })

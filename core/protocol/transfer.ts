/**
 * A place goes to another device by a code: shown as text and as a QR picture on the one, read or
 * typed on the other. It works once, for a few minutes, and the old device's token is dead then.
 */
import { z } from 'zod'

const whole = z.int().nonnegative()

export const transferAnswer = z.object({
  kind: z.literal('transfer'),
  /** `7K2M-94QX-0TZB`: case does not matter, nor do hyphens; O is read as 0, I and L as 1. */
  code: z.string(),
  /** The room's page with the code in it: what the picture says. */
  link: z.string(),
  untilMs: whole,
  nowMs: whole,
  /** The link as a QR picture: an SVG path in a square of so many units a side. */
  picture: z.object({ size: whole, path: z.string() }),
})
export type TransferAnswer = z.infer<typeof transferAnswer>

/** The answer is a `moved`: see move.ts. */
export const redeemRequest = z.object({
  code: z.string().min(1).max(40),
  /** A random name of whoever redeems: the same again gets the same answer. */
  claimant: z.string().regex(/^[A-Za-z0-9_-]{8,32}$/, '8 to 32 letters, digits, - or _'),
})
export type RedeemRequest = z.infer<typeof redeemRequest>

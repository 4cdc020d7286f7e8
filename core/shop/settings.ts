/**
 * A room's shop, as its operator describes it: whom tokens admit, which addresses are guarded by
 * the gateway, and where the room may send fans back to. What is left out is the safe choice:
 * everything is guarded, nothing exempt, and nobody is sent anywhere that is not listed.
 */
import { z } from 'zod'
import { because } from '../reason.ts'
import { ORIGIN_MAX_CHARS } from '../token/limits.ts'
import { pathRule } from './path-rules.ts'

const ADDRESS_MAX_CHARS = 500
const RULES_MAX = 64

const origin = z
  .string()
  .max(ORIGIN_MAX_CHARS)
  .refine(isOrigin, { error: because('not-an-origin') })

/** A page, and all that lies below it. */
const returnAddress = z
  .string()
  .max(ADDRESS_MAX_CHARS)
  .refine(isPlainAddress, {
    error: because('not-a-return-address'),
  })

const gatewaySettings = z.strictObject({
  /** Of all that comes to this host the shop answers what is not ours; without it, of any host only `paths`. */
  host: z
    .string()
    .max(ORIGIN_MAX_CHARS)
    .regex(/^[a-z0-9.-]+(?::\d{1,5})?$/, because('not-a-host'))
    .exactOptional(),
  /** Where the shop itself listens; nobody but us should reach it there. */
  origin,
  paths: z.array(pathRule).min(1).max(RULES_MAX).default(['/*']),
  /** Let through unasked: assets and health checks. */
  exempt: z.array(pathRule).max(RULES_MAX).default([]),
  /** For shops to which `/Tickets` and `/tickets` are one. */
  ignoreCase: z.boolean().default(false),
  /** A shop that has not begun to answer by then is said to be down. */
  answerWithinMs: z.int().min(1_000).max(100_000).default(30_000),
})

/** Of a later kind of settings than this one nothing is guessed: they are refused. */
const SETTINGS_VERSION = 1

export const shopSettings = z
  .strictObject({
    version: z.literal(SETTINGS_VERSION, because('not-of-version-1')).default(SETTINGS_VERSION),
    /** The shop's own origin: what tokens are made for. */
    audience: origin,
    returnTo: z.array(returnAddress).max(RULES_MAX).default([]),
    gateway: gatewaySettings.exactOptional(),
  })
  .refine(({ returnTo, gateway }) => returnTo.length > 0 || gateway !== undefined, {
    path: ['returnTo'],
    error: because('no-way-to-the-shop'),
  })
  // On any host, a rule for everything would swallow the waiting room's own pages.
  .refine(({ gateway }) => gateway?.host !== undefined || !gateway?.paths.includes('/*'), {
    path: ['gateway', 'paths'],
    error: because('paths-of-its-own'),
  })
export type ShopSettings = z.infer<typeof shopSettings>
export type GatewaySettings = z.infer<typeof gatewaySettings>

function isOrigin(text: string): boolean {
  return isPlainAddress(text) && new URL(text).origin === text
}

function isPlainAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, search, hash } = new URL(text)
  const isWeb = protocol === 'https:' || protocol === 'http:'
  return isWeb && [username, password, search, hash].every((part) => part === '')
}

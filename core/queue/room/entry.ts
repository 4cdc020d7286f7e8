/** A room as its operators describe it, by the operators' interface or in a file of rooms. */
import { z } from 'zod'
import { because } from '../../reason.ts'
import { shopSettings } from '../../shop/settings.ts'
import { failPolicy } from '../../token/fail-policy.ts'
import { pressureSettings } from '../pressure/settings.ts'
import { roomLook } from './look.ts'
import { roomSettings } from './settings.ts'

export const roomIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,47}$/, because('not-an-id', { max: 48 }))

/** Where Cloudflare makes the room's objects. They never move: choose where most fans are. */
export const locationHint = z
  .enum(['wnam', 'enam', 'sam', 'weur', 'eeur', 'apac', 'oc', 'afr', 'me'])
  .default('apac')

export const DESKS_MAX = 32

const roomFields = z.strictObject({
  id: roomIdSchema,
  /** By language: what the sale is called. */
  title: z.record(
    z.string().regex(/^[a-z]{2}$/),
    z.string().min(1).max(120),
    because('title-by-language'),
  ),
  /** One for each 2,000 joins a second that are expected; more cost the room calls. */
  desks: z.int().min(1).max(DESKS_MAX).default(4),
  locationHint,
  /** R10: what happens while the room's word is too old to trust. */
  whenBlind: failPolicy,
  /** R5: whether a reload keeps the place, or costs it and takes a new number. */
  reload: z.enum(['keep', 'requeue']).default('keep'),
  /** Other sites whose pages may open sockets here, as `https://shop.example`. */
  origins: z
    .array(z.string().regex(/^https?:\/\/[^/\s]+$/, because('origin-with-a-path')))
    .max(32)
    .default([]),
  /** Colours, a picture and a sentence of the seller's. */
  look: roomLook.exactOptional(),
  /** Who is admitted, to where, and by which ways. Without it a session is known to its fan alone. */
  shop: shopSettings.exactOptional(),
  /** How the rate follows the shop's reports; without it, it stays as it is set. */
  pressure: pressureSettings.exactOptional(),
  // Decided in core and rehearsed; its beacon is fetched and its address served by nobody yet.
  settings: roomSettings.refine(({ order }) => order === 'arrival', {
    path: ['order'],
    error: because('draw-not-served'),
  }),
})

export const roomEntry = roomFields.superRefine(({ pressure, settings }, context) => {
  if (pressure === undefined) return
  const { floorPerSecond, ceilingPerSecond } = pressure
  const { ratePerSecond } = settings
  if (ratePerSecond >= floorPerSecond && ratePerSecond <= ceilingPerSecond) return
  context.addIssue({
    code: 'custom',
    path: ['settings', 'ratePerSecond'],
    message: because('rate-follows-the-shop', { floor: floorPerSecond, ceiling: ceilingPerSecond }),
  })
})
export type RoomEntry = z.infer<typeof roomEntry>

/** A new room: what is proposed in its form, and the description that comes of it. */
import { mergePatch } from '../../../core/operate/merge-patch.ts'
import {
  NEAR_AT_LEAST,
  NEAR_SECONDS,
  OFFER_MS,
  SEGMENT_SPAN,
  SESSION_MS,
  TOKEN_MS,
} from '../../../core/queue/limits.ts'
import type { Fields } from './deed.ts'
import { changeIn } from './room-form.ts'
import { lanesIn } from './room-lanes.ts'

const proposals = new Map([
  ['settings.cap', '500'],
  ['settings.ratePerSecond', '5'],
  ['settings.mode', 'queue'],
  ['settings.lanes.0.id', 'general'],
  ['settings.lanes.0.sharePercent', '100'],
  ['settings.terms.offerMs', String(OFFER_MS / 1_000)],
  ['settings.terms.sessionMs', String(SESSION_MS / 60_000)],
  ['settings.terms.tokenMs', String(TOKEN_MS / 1_000)],
  ['settings.near.seconds', String(NEAR_SECONDS)],
  ['settings.near.atLeast', String(NEAR_AT_LEAST)],
  ['settings.span', String(SEGMENT_SPAN)],
  ['desks', '4'],
  ['whenBlind', 'hold'],
  ['reload', 'keep'],
])

export function proposed(name: string): string {
  return name === 'json' ? sample : (proposals.get(name) ?? '')
}

/** Without an opening time it opens at once. */
export function roomIn(form: Fields): unknown {
  const settings = {
    order: 'arrival',
    lanes: lanesIn(form.get),
    schedule: { openAtMs: 'now' },
    terms: { tokenMs: TOKEN_MS },
  }
  return mergePatch({ settings }, changeIn({}, form))
}

const sample = `{
  "id": "",
  "title": { "ko": "" },
  "settings": {
    "cap": 500,
    "ratePerSecond": 5,
    "lanes": [{ "id": "general", "sharePercent": 100 }],
    "order": "arrival",
    "mode": "queue",
    "schedule": { "openAtMs": "now" }
  }
}`

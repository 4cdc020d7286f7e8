/** The form of a new room, and the description that comes of it. */
import { OFFER_MS, SESSION_MS, TOKEN_MS } from '../../../core/queue/limits.ts'
import { languages } from '../language.ts'
import { instants, type Fields, type Wrong } from './deed.ts'
import { instantOf } from './korean-time.ts'

export const LANE_ROWS = 4
export const MODES = ['queue', 'pass', 'reject'] as const

/** What stands in a field: at first a proposal, then what was typed. */
export type Typed = (name: string) => string

const proposals = new Map([
  ['settings.cap', '500'],
  ['settings.ratePerSecond', '5'],
  ['settings.mode', 'queue'],
  ['settings.lanes.0.id', 'general'],
  ['settings.lanes.0.sharePercent', '100'],
  ['settings.terms.offerMs', String(OFFER_MS / 1_000)],
  ['settings.terms.sessionMs', String(SESSION_MS / 60_000)],
])

export function proposed(name: string): string {
  return name === 'json' ? sample : (proposals.get(name) ?? '')
}

/** Terms are typed in the units people think in. */
export function roomIn({ get }: Fields): Record<string, unknown> {
  const titled = languages.filter((language) => get(`title.${language}`) !== '')
  const title = Object.fromEntries(titled.map((language) => [language, get(`title.${language}`)]))
  return {
    id: get('id'),
    title,
    settings: {
      cap: numberIn(get('settings.cap')),
      ratePerSecond: numberIn(get('settings.ratePerSecond')),
      lanes: lanesIn(get),
      order: 'arrival',
      mode: get('settings.mode'),
      schedule: scheduleIn(get),
      terms: {
        offerMs: numberIn(get('settings.terms.offerMs'), 1_000),
        sessionMs: numberIn(get('settings.terms.sessionMs'), 60_000),
        tokenMs: TOKEN_MS,
      },
    },
  }
}

/** A title in no language is no title, and a lane's row may be left out in the middle. */
export function wrongIn({ get }: Fields): Wrong | undefined {
  if (languages.some((language) => get(`title.${language}`) !== '')) return undefined
  return { field: 'title.ko', reason: 'a title in one language at least' }
}

/** An empty field is no zero: it is left for the room to say that a number is missing. */
function numberIn(text: string, unit = 1): number | undefined {
  return text === '' ? undefined : Number(text) * unit
}

function lanesIn(get: Typed): unknown[] {
  const rows = Array.from({ length: LANE_ROWS }, (_, at) => ({
    id: get(`settings.lanes.${at}.id`),
    sharePercent: numberIn(get(`settings.lanes.${at}.sharePercent`)),
  }))
  return rows.filter(({ id, sharePercent }) => id !== '' || sharePercent !== undefined)
}

function scheduleIn(get: Typed): Record<string, string> {
  const named = instants.flatMap((name): [string, string][] => {
    const text = get(`settings.schedule.${name}`)
    return text === '' ? [] : [[name, instantOf(text)]]
  })
  return { openAtMs: 'now', ...Object.fromEntries(named) }
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

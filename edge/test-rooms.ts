/** Kinds of rooms for the tests in the runtime: each test creates its own. */
import { readEntry } from '../core/operate/described.ts'
import type { RoomEntry } from '../core/queue/room/entry.ts'

const lanes = [{ id: 'general', sharePercent: 100 }]
const terms = { offerMs: 5_000, sessionMs: 60_000, tokenMs: 10_000 }
const plain = { lanes, order: 'arrival', mode: 'queue', schedule: { openAtMs: 'now' }, terms }
const longTerms = { ...terms, tokenMs: 60_000 }
const LATER_MS = 4_000_000_000_000

const kinds = {
  /** Two may be inside; segments of four positions. */
  small: { settings: { ...plain, cap: 2, ratePerSecond: 50, span: 4 } },
  /** A whole sale in a few seconds: three may be inside, in segments of four positions. */
  sale: { settings: { ...plain, cap: 3, ratePerSecond: 10, span: 4 } },
  /** Nobody is let in until somebody says so. */
  full: { settings: { ...plain, cap: 0, ratePerSecond: 50 } },
  /** Nobody waits here. */
  quiet: { settings: { ...plain, cap: 1_000, ratePerSecond: 500 } },
  /** Hardly anybody is near. */
  far: {
    settings: { ...plain, cap: 0, ratePerSecond: 0.01, span: 4, near: { seconds: 60, atLeast: 0 } },
  },
  two: {
    settings: {
      ...plain,
      cap: 0,
      ratePerSecond: 50,
      lanes: [
        { id: 'general', sharePercent: 80 },
        { id: 'members', sharePercent: 20 },
      ],
    },
  },
  requeue: { reload: 'requeue', settings: { ...plain, cap: 0, ratePerSecond: 50 } },
  open: { whenBlind: 'open', settings: { ...plain, cap: 0, ratePerSecond: 50 } },
  lobby: {
    whenBlind: 'open',
    settings: {
      ...plain,
      cap: 1,
      ratePerSecond: 50,
      schedule: { lobbyAtMs: 'now', openAtMs: LATER_MS },
    },
  },
  shut: { whenBlind: 'closed', settings: { ...plain, cap: 0, ratePerSecond: 50 } },
  early: { settings: { ...plain, cap: 1, ratePerSecond: 50, schedule: { openAtMs: LATER_MS } } },
  pass: { settings: { ...plain, cap: 1, ratePerSecond: 50, mode: 'pass' } },
  /** With a shop elsewhere, to which fans go back: nobody waits, or nobody is let in. */
  shop: { settings: { ...plain, cap: 10, ratePerSecond: 50, terms: longTerms } },
  shopFull: { settings: { ...plain, cap: 0, ratePerSecond: 50 } },
  /** With a shop behind the gateway. */
  guarded: { settings: { ...plain, cap: 10, ratePerSecond: 50, terms: longTerms } },
  guardedShort: { settings: { ...plain, cap: 10, ratePerSecond: 50 } },
  guardedFull: { settings: { ...plain, cap: 0, ratePerSecond: 50 } },
  guardedOpen: {
    whenBlind: 'open',
    settings: { ...plain, cap: 10, ratePerSecond: 50, terms: longTerms },
  },
  guardedClosed: {
    whenBlind: 'closed',
    settings: { ...plain, cap: 10, ratePerSecond: 50, terms: longTerms },
  },
  guardedPass: { settings: { ...plain, cap: 1, ratePerSecond: 50, mode: 'pass' } },
  abroad: {
    origins: ['https://shop.example'],
    settings: { ...plain, cap: 0, ratePerSecond: 50 },
  },
  /** Its rate follows its shop, which is looked at every second. */
  following: {
    pressure: { floorPerSecond: 1, ceilingPerSecond: 50, decideEveryMs: 1_000, reactionMs: 5_000 },
    settings: { ...plain, cap: 0, ratePerSecond: 20 },
  },
  /** In colours of its own by day, with a picture from elsewhere and a sentence. */
  dressed: {
    look: {
      light: { desk: '#dfe7f0', paper: '#fafcff', ink: '#16202e', accent: '#1d5a8c' },
      picture: {
        src: 'https://images.example:8443/night.webp?w=640',
        alt: { ko: '눈 오는 밤', en: 'A night of snow' },
      },
      note: { en: 'Doors open at seven' },
    },
    settings: { ...plain, cap: 0, ratePerSecond: 50 },
  },
} as const
export type Kind = keyof typeof kinds

export const ISSUER = 'https://room.example'
export const SHOP = 'https://shop.example'

const elsewhere = () => ({ audience: SHOP, returnTo: [`${SHOP}/tickets`] })
const shops = new Map<string, (id: string, behind: string) => unknown>([
  ['shop', elsewhere],
  ['following', elsewhere],
  ['shopFull', elsewhere],
  ['guarded', guardedAt],
  ['guardedShort', guardedAt],
  ['guardedClosed', guardedAt],
  ['guardedFull', guardedAt],
  ['guardedOpen', guardedAt],
  ['guardedPass', guardedAt],
])

function guardedAt(id: string, behind: string): unknown {
  return {
    audience: ISSUER,
    gateway: {
      origin: behind,
      paths: [`/${id}/*`],
      exempt: [`/${id}/assets/*`, '*.css'],
      answerWithinMs: 1_000,
    },
  }
}

/** A room of this kind, as it is created; `behind` is where the shop behind the gateway listens. */
export function testRoom(kind: Kind, id: string, behind: string): Record<string, unknown> {
  const shop = shops.get(kind)
  return {
    id,
    title: { ko: '시험', en: 'Test' },
    desks: 1,
    ...kinds[kind],
    ...(shop !== undefined && { shop: shop(id, behind) }),
  }
}

/** The same as it is once it is created; with another look, where one is given. */
export function testEntry(kind: Kind, look?: object): RoomEntry {
  const room = testRoom(kind, `${kind}-0`.toLowerCase(), 'https://behind.example')
  const read = readEntry({ ...room, ...(look !== undefined && { look }) }, undefined, Date.now())
  if (read.kind !== 'entry') throw new Error(`${read.field}: ${read.reason}`)
  return read.entry
}

/** Two keys: the second only verifies, as while keys change. */
export const testKeys = {
  keys: [
    { id: 'new', secret: 'A'.repeat(43) },
    { id: 'old', secret: 'B'.repeat(43) },
  ],
}

/** Of ES256, made for these tests: the second is only published, as while keys change. */
export const testAdmissionKeys = {
  keys: [
    {
      kty: 'EC',
      crv: 'P-256',
      kid: 'new',
      x: 'K5N9XQqDZ0Xe7uoiBCx075Gj_pO675kgF9YPiSeneeI',
      y: 'oBWb-uREvE-fBOuHtJIGYQQ901buDb4HCXuAYeK9IWM',
      d: '7A8VJPhOL1rD0AvRlabNgO0jIaTJJA-XF7cMLSqaqEk',
    },
    {
      kty: 'EC',
      crv: 'P-256',
      kid: 'next',
      x: 'tZFSC61ZHpYiYZStEJsK4G6fN8e4aEPety6-VUf6M5c',
      y: 'L5sTv7A74ETzGyIBrUshIQUlwDRhfAHHrk021riFPJc',
      d: 'K-v2BVDbS1rVrzCPtFsi1UPDBGevF6wSK3y4zzuBPhQ',
    },
  ],
}

export const SERVICE_KEY = 'a-shop-of-tests-that-may-speak-for-all'
export const testServiceKeys = {
  keys: [
    { id: 'shop', secret: SERVICE_KEY, rooms: ['*'] },
    { id: 'elsewhere', secret: 'a-shop-of-tests-that-has-no-room-here', rooms: ['elsewhere'] },
  ],
}

export const OPERATOR_KEY = 'an-operator-of-tests'

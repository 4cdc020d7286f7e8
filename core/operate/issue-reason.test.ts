import { expect, test } from 'vitest'
import { z } from 'zod'
import { settingsWith, START_MS } from '../queue/fixtures.ts'
import { roomEntry } from '../queue/room/entry.ts'
import { reasonOf } from '../reason.ts'
import { readEntry } from './described.ts'
import { isRecord } from './merge-patch.ts'

const colours = { desk: '#dfe7f0', paper: '#fafcff', ink: '#16202e', accent: '#1d5a8c' }

/** With every field there is, so that each can be spoiled. */
const whole = {
  id: 'demo',
  title: { ko: '공연', en: 'Demo' },
  desks: 4,
  locationHint: 'apac',
  whenBlind: 'hold',
  reload: 'keep',
  origins: ['https://shop.example'],
  look: {
    light: colours,
    dark: colours,
    picture: { src: '/poster.webp', alt: { en: 'Snow' } },
    note: { en: 'At seven' },
  },
  shop: {
    version: 1,
    audience: 'https://shop.example',
    returnTo: ['https://shop.example/tickets'],
    gateway: {
      host: 'shop.example',
      origin: 'https://behind.example',
      paths: ['/tickets/*'],
      exempt: ['*.css'],
      ignoreCase: false,
      answerWithinMs: 30_000,
    },
  },
  pressure: {
    floorPerSecond: 1,
    ceilingPerSecond: 50,
    stepPerSecond: 1,
    cutTo: 0.85,
    severeCutTo: 0.6,
    severeAt: 3,
    targetLatencyMs: 1_000,
    mostErrorsShare: 0.02,
    mostInFlight: 100,
    fewestRequests: 20,
    decideEveryMs: 5_000,
    reactionMs: 60_000,
    reportMaxAgeMs: 15_000,
    whenSilent: 'ease',
    slowStartAfterMs: 120_000,
    stock: { whenShort: 'slow', seatsPerSession: 1 },
  },
  settings: {
    ...settingsWith(),
    schedule: { lobbyAtMs: START_MS + 1, openAtMs: START_MS + 2, closeAtMs: START_MS + 3 },
    span: 2_048,
    near: { seconds: 300, atLeast: 10_000 },
    terms: { offerMs: 60_000, sessionMs: 1_200_000, tokenMs: 60_000 },
  },
}

const wrongs: readonly unknown[] = [
  undefined,
  null,
  true,
  '',
  'draw',
  ' a\nb ',
  '/x//y',
  '/x*',
  'x'.repeat(9_999),
  -1,
  0,
  0.995,
  1.5,
  1e9,
  Number.NaN,
  [],
  ['x'],
  Array.from({ length: 99 }, () => 'https://shop.example'),
  {},
  { EN: 'x' },
  { en: '' },
  { unheardOf: 1 },
  { ...colours, ink: '#eeeeee' },
  { ...colours, accent: '#777777', desk: '#222222' },
  { src: '/poster.webp' },
  [
    { id: 'a', sharePercent: 60 },
    { id: 'b', sharePercent: 60 },
  ],
  [
    { id: 'a', sharePercent: 6 },
    { id: 'a', sharePercent: 6 },
  ],
]

/** The same with one of its parts in place of what was there, for every part. */
function spoiled(value: unknown): unknown[] {
  const parts = Array.isArray(value)
    ? value.entries()
    : isRecord(value)
      ? Object.entries(value)
      : []
  const inside = [...parts].flatMap(([name, part]) =>
    spoiled(part).map((wrong) =>
      Array.isArray(value)
        ? value.with(Number(name), wrong)
        : { ...(isRecord(value) ? value : {}), [name]: wrong },
    ),
  )
  return [...wrongs, ...inside]
}

/** The names of a schema's fields, and of those within them. */
function namesIn(schema: unknown): string[] {
  if (!isRecord(schema)) return []
  const fields = isRecord(schema['properties']) ? Object.entries(schema['properties']) : []
  const within = [schema['items'], ...fields.map(([, field]) => field)]
  return [...fields.map(([name]) => name), ...within.flatMap(namesIn)]
}

test('every field that a room may have is among those that are spoiled here', () => {
  const known = new Set(JSON.stringify(whole).match(/(?<=")\w+(?=":)/g))
  const names = namesIn(z.toJSONSchema(roomEntry, { io: 'input', unrepresentable: 'any' }))

  expect(names.length).toBeGreaterThan(50)
  // A picture that says something is not decorative, too.
  expect(names.filter((name) => !known.has(name) && name !== 'decorative')).toEqual([])
})

test('whatever is wrong with whichever field of a room, its reason is one of the table', () => {
  const reasons = spoiled(whole).flatMap((input) => {
    const read = readEntry(input, undefined, START_MS)
    return read.kind === 'invalid' ? [read] : []
  })

  expect(readEntry(whole, undefined, START_MS)).toMatchObject({ kind: 'entry' })
  expect(reasons.length).toBeGreaterThan(1_000)
  expect(reasons.filter(({ reason }) => reasonOf(reason) === undefined)).toEqual([])
})

test('what zod says of an unknown field is said of its name, however long', () => {
  const read = readEntry({ ...whole, ['x'.repeat(500)]: 1 }, undefined, START_MS)

  expect(read).toMatchObject({ kind: 'invalid', field: 'body' })
  expect(read).toMatchObject({ reason: `there is no field ${'x'.repeat(60)}… here` })
})

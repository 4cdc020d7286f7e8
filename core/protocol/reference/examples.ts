/** Values that stand in examples, so that all of them tell of one fan on one evening. */
const NOW_MS = 1_790_000_000_000

export const exampleToken = 'k1.eyJ2IjoxLCJyIjoiZGVtbyJ9.3pVYqO…'

export const examplePlace = { lane: 'general', number: 4180, position: 4180, generation: 0 }

export const exampleSession = {
  sessionId: 'e5mB0xj3.general.4180.1',
  untilMs: NOW_MS + 1_200_000,
  tokenUntilMs: NOW_MS + 60_000,
}

export const exampleStatus = {
  kind: 'status',
  phase: 'open',
  standing: 'waiting',
  place: examplePlace,
  presentAhead: 212,
  isEstimate: false,
  atMostAhead: 260,
  waiting: 9_120,
  ratePerSecond: 20,
  wait: { lowMs: 9_000, highMs: 16_000 },
  asOfMs: NOW_MS - 1_200,
  nowMs: NOW_MS,
}

export const examplePoll = {
  status: exampleStatus,
  news: [{ no: 1, kind: 'opened', atMs: NOW_MS - 600_000 }],
  next: { kind: 'connect', inMs: 1_840, pollMs: 5_000 },
}

export const exampleOffer = { turn: 1, deadlineMs: NOW_MS + 60_000 }
export const exampleNowMs = NOW_MS

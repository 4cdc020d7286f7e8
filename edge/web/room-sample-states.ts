/**
 * One sample for each state of a room's page and for what strains it. No real room is needed, and
 * many of these a real room hardly ever reaches.
 */
import type { RoomState } from './room/state-of.ts'
import {
  far,
  happened,
  inside,
  messageOf,
  MINUTE_MS,
  offered,
  outside,
  placed,
  refused,
  sampleCode,
  sampleNowMs,
  transfer,
} from './room-samples.ts'
import type { LiveView, RefreshSeconds, RoomFacts, RoomView } from './room-view.ts'

export type Sample = {
  name: string
  state: RoomState
  view: RoomView
  facts?: Partial<RoomFacts>
  live?: Partial<LiveView>
  refreshSeconds?: RefreshSeconds
}

const before = {
  phase: 'scheduled',
  joining: 'too-early',
  waiting: 0,
  opensAtMs: sampleNowMs + 26 * MINUTE_MS + 48_000,
} as const
const lobby = { phase: 'lobby', opensAtMs: sampleNowMs + 16 * MINUTE_MS + 48_000 } as const
const undrawn = {
  ...lobby,
  presentAhead: 0,
  atMostAhead: 0,
  waiting: 48_112,
  next: { kind: 'poll', inMs: 20_000 },
} as const

const pause = messageOf(3, {
  ko: '무대 점검으로 10분 뒤 다시 시작합니다. 자리는 모두 그대로입니다.',
  en: 'The stage is being checked: we go on in ten minutes. All places stay.',
  ja: '舞台点検のため、10分後に再開します。場所はすべてそのままです。',
  zh: '因检查舞台，10 分钟后恢复。所有位置不变。',
})
const paused = { news: [happened(1, 'opened'), happened(2, 'paused'), pause] }
const soldOut = { news: [happened(1, 'opened'), happened(4, 'sold-out')] }

const longTitle = {
  ko: '2026-27 국립현대예술단 창단 70주년 기념 겨울밤의 세레나데 전국 순회 콘서트 앙코르 서울 마지막 공연 (자막 및 수어 통역 제공)',
  en: 'The National Contemporary Ensemble’s Seventieth Anniversary Winter Serenade Nationwide Encore Tour, Last Night in Seoul (captioned)',
  ja: '国立現代芸術団創立七十周年記念 冬の夜のセレナーデ全国巡回コンサート アンコール ソウル最終公演（字幕・手話通訳付き）',
  zh: '国立现代艺术团成立七十周年纪念 冬夜小夜曲全国巡回演唱会 安可首尔终场（提供字幕及手语翻译）',
}
const million = far({
  place: { lane: 'accessible-seating', number: 1_234_567, position: 987_654, generation: 0 },
  presentAhead: 876_543,
  atMostAhead: 987_653,
  waiting: 1_904_211,
  ratePerSecond: 12,
  wait: { lowMs: 1_200 * MINUTE_MS, highMs: 1_651 * MINUTE_MS },
})

const pictured = {
  picture: {
    src: '/rooms/-/sample-picture.svg',
    alt: {
      ko: '눈 내리는 밤의 무대',
      en: 'A stage on a snowy night',
      ja: '雪の夜の舞台',
      zh: '雪夜的舞台',
    },
  },
  note: {
    ko: '한 사람이 네 장까지 살 수 있습니다. 신분증을 준비해 주세요.',
    en: 'Four tickets a person. Have your identity card ready.',
    ja: 'お一人様4枚まで。身分証をご用意ください。',
    zh: '每人限购四张，请准备好身份证件。',
  },
} satisfies Partial<RoomFacts>

/** While it is paused nobody is told a time. */
function pausedPlace(): RoomView {
  const view = placed({ phase: 'paused' }, paused)
  if (view.kind === 'placed') delete view.poll.status.wait
  return view
}

/** Those of somebody without a script, whose page renews itself; `-live` is the same by a script. */
export const samples: readonly Sample[] = [
  { name: 'countdown', state: 'countdown', view: outside(before), refreshSeconds: 20 },
  { name: 'countdown-live', state: 'countdown', view: outside(before), live: {} },
  {
    name: 'countdown-days-live',
    state: 'countdown',
    view: outside({ ...before, opensAtMs: sampleNowMs + 3_600 * MINUTE_MS }),
    live: {},
  },
  { name: 'outside-lobby', state: 'outside', view: outside(lobby), live: {} },
  { name: 'outside-draw', state: 'outside', view: outside(lobby), facts: { order: 'draw' } },
  {
    name: 'outside-drawing',
    state: 'drawing',
    view: outside({ phase: 'drawing', joining: 'drawing', waiting: 48_112 }),
    facts: { order: 'draw' },
  },
  { name: 'outside-line', state: 'outside', view: outside(), refreshSeconds: 20 },
  { name: 'outside-line-live', state: 'outside', view: outside(), live: {}, facts: pictured },
  { name: 'outside-empty', state: 'outside', view: outside({ waiting: 0 }), live: {} },
  {
    name: 'outside-pass',
    state: 'outside',
    view: outside({ joining: 'let-through', waiting: 0 }),
    facts: { mode: 'pass' },
  },
  { name: 'outside-paused', state: 'paused', view: outside({ phase: 'paused', ...paused }) },
  { name: 'outside-sold-out', state: 'sold-out', view: outside(soldOut) },
  {
    name: 'outside-closed',
    state: 'closed',
    view: outside({ phase: 'closed', joining: 'closed', waiting: 0 }),
  },
  {
    name: 'outside-offline-live',
    state: 'offline',
    view: outside(),
    live: { isOffline: true },
  },
  {
    name: 'shut',
    state: 'shut',
    view: outside({ joining: 'rejected', waiting: 0 }),
    facts: { mode: 'reject' },
  },
  { name: 'lobby', state: 'lobby', view: far(lobby), refreshSeconds: 20 },
  {
    name: 'lobby-draw-live',
    state: 'lobby',
    view: far(undrawn),
    facts: { order: 'draw' },
    live: { sound: 'on' },
  },
  {
    name: 'drawing-live',
    state: 'drawing',
    view: far({ phase: 'drawing', waiting: 48_112 }),
    facts: { order: 'draw' },
    live: {},
  },
  { name: 'far', state: 'far', view: far(), refreshSeconds: 20 },
  { name: 'far-live', state: 'far', view: far(), live: { startedAhead: 23_204 } },
  {
    name: 'far-requeue-live',
    state: 'far',
    view: far({}, { news: [happened(1, 'opened')] }),
    facts: { reload: 'requeue', ...pictured },
    live: { startedAhead: 40_000, sound: 'on' },
  },
  {
    name: 'far-million-live',
    state: 'far',
    view: million,
    facts: { title: longTitle, lanes: 3, order: 'draw' },
    live: { startedAhead: 912_345 },
  },
  { name: 'near', state: 'near', view: placed(), refreshSeconds: 5 },
  { name: 'near-stopped', state: 'near', view: placed(), refreshSeconds: 0 },
  { name: 'near-live', state: 'near', view: placed(), live: { startedAhead: 950 } },
  {
    name: 'near-absent',
    state: 'near',
    view: placed({ standing: 'absent' }),
    refreshSeconds: 5,
  },
  {
    name: 'near-page-only-live',
    state: 'near',
    view: placed({ presentAhead: 0, atMostAhead: 3, wait: { lowMs: 0, highMs: 20_000 } }),
    live: { isKeptByPageOnly: true, startedAhead: 950 },
  },
  {
    name: 'still-there-live',
    state: 'still-there',
    view: placed({ presentAhead: 6, atMostAhead: 9, wait: { lowMs: 2_000, highMs: 9_000 } }),
    live: { isAskedFor: true, startedAhead: 950 },
  },
  { name: 'turn', state: 'turn', view: offered(), refreshSeconds: 5 },
  { name: 'turn-live', state: 'turn', view: offered(), live: { sound: 'on' } },
  {
    name: 'turn-offline-live',
    state: 'turn',
    view: offered(9_000),
    live: { isOffline: true },
  },
  { name: 'lapsed', state: 'lapsed', view: placed({ standing: 'lapsed' }), refreshSeconds: 5 },
  { name: 'lapsed-live', state: 'lapsed', view: placed({ standing: 'lapsed' }), live: {} },
  { name: 'paused', state: 'paused', view: pausedPlace(), refreshSeconds: 5 },
  {
    name: 'paused-live',
    state: 'paused',
    view: pausedPlace(),
    live: { startedAhead: 950 },
  },
  { name: 'sold-out-live', state: 'sold-out', view: placed({}, soldOut), live: {} },
  { name: 'closed', state: 'closed', view: placed({ phase: 'closed' }) },
  {
    name: 'offline-live',
    state: 'offline',
    view: placed({ asOfMs: sampleNowMs - 49_000, nowMs: sampleNowMs - 48_000 }),
    live: { isOffline: true, startedAhead: 950 },
  },
  { name: 'inside', state: 'inside', view: inside, refreshSeconds: 20 },
  { name: 'inside-live', state: 'inside', view: inside, live: {} },
  { name: 'inside-shop', state: 'inside', view: inside, facts: { hasShop: true } },
  { name: 'inside-shop-live', state: 'inside', view: inside, live: {}, facts: { hasShop: true } },
  { name: 'let-through', state: 'let-through', view: { kind: 'let-through', marked: false } },
  {
    name: 'let-through-shop',
    state: 'let-through',
    view: { kind: 'let-through', marked: false },
    facts: { hasShop: true },
  },
  { name: 'let-through-blind', state: 'let-through', view: { kind: 'let-through', marked: true } },
  { name: 'over', state: 'over', view: { kind: 'over' } },
  {
    name: 'moved-to-tab-live',
    state: 'moved-away',
    view: { kind: 'moved-away', to: 'tab' },
    live: {},
  },
  { name: 'moved-to-device', state: 'moved-away', view: { kind: 'moved-away', to: 'device' } },
  { name: 'superseded', state: 'moved-away', view: refused('place-superseded') },
  { name: 'transfer', state: 'transfer', view: transfer() },
  { name: 'transfer-live', state: 'transfer', view: transfer(), live: {} },
  {
    name: 'redeem',
    state: 'redeem',
    view: { kind: 'redeem', code: sampleCode, claimant: 'c'.repeat(22) },
  },
  { name: 'no-cookies', state: 'no-cookies', view: { kind: 'no-cookies' } },
  { name: 'gone', state: 'gone', view: { kind: 'gone' } },
  { name: 'error-busy', state: 'error', view: refused('room-busy'), refreshSeconds: 5 },
  { name: 'error-code', state: 'error', view: refused('transfer-used') },
  { name: 'error-unknown', state: 'error', view: refused('something-new') },
]

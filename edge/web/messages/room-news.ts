import type { MessageTable } from './table.ts'

/** What happened to the whole room. */
export const roomNewsMessages = {
  'room.news': { ko: '소식', en: 'News', ja: 'お知らせ', zh: '通知' },
  'room.news.earlier': {
    ko: '지난 소식',
    en: 'Earlier news',
    ja: '以前のお知らせ',
    zh: '较早的通知',
  },
  'room.news.opened': {
    ko: '판매가 열렸습니다.',
    en: 'The sale has opened.',
    ja: '販売が始まりました。',
    zh: '发售已开始。',
  },
  'room.news.paused': {
    ko: '입장을 잠시 멈췄습니다.',
    en: 'Letting in has paused.',
    ja: '入場を一時停止しました。',
    zh: '入场已暂停。',
  },
  'room.news.resumed': {
    ko: '입장을 다시 시작했습니다.',
    en: 'Letting in goes on.',
    ja: '入場を再開しました。',
    zh: '入场已恢复。',
  },
  'room.news.closed': {
    ko: '판매가 끝났습니다.',
    en: 'The sale has closed.',
    ja: '販売が終了しました。',
    zh: '发售已结束。',
  },
  'room.news.sold-out': {
    ko: '모두 팔렸습니다.',
    en: 'Everything is sold.',
    ja: '完売しました。',
    zh: '已全部售罄。',
  },
} satisfies MessageTable

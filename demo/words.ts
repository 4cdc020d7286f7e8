/** What the demo's shops say, in the languages of the waiting room. */
export const languages = ['ko', 'en', 'ja', 'zh'] as const
export type Language = (typeof languages)[number]

export const words = {
  name: {
    ko: '별빛홀 매표소',
    en: 'Starlight Hall box office',
    ja: 'スターライトホール チケット売場',
    zh: '星光厅票务处',
  },
  show: {
    ko: '겨울밤 콘서트',
    en: 'Winter Night Concert',
    ja: '冬の夜コンサート',
    zh: '冬夜演唱会',
  },
  demo: {
    ko: '시범 매장입니다. 실제로 팔리는 것은 없습니다.',
    en: 'A demo: nothing is really sold.',
    ja: 'デモです。実際の販売はありません。',
    zh: '演示商店，不会真正售票。',
  },
  choose: { ko: '좌석을 고르세요', en: 'Choose a seat', ja: '席を選んでください', zh: '请选座位' },
  hold: { ko: '이 좌석 잡기', en: 'Hold this seat', ja: 'この席を押さえる', zh: '锁定此座位' },
  held: { ko: '잡은 좌석', en: 'Your seat', ja: '押さえた席', zh: '已锁定座位' },
  none: { ko: '아직 없음', en: 'none yet', ja: 'まだなし', zh: '暂无' },
  done: {
    ko: '다 마쳤어요, 다음 분 들어오세요',
    en: 'Done: let the next person in',
    ja: '終わりました。次の方どうぞ',
    zh: '已完成，请下一位进来',
  },
  told: {
    ko: '매장이 들은 것',
    en: 'What the shop was told',
    ja: '店が知らされたこと',
    zh: '商店得知的内容',
  },
  session: { ko: '입장', en: 'session', ja: '入場', zh: '入场' },
  lane: { ko: '줄과 번호', en: 'lane and number', ja: '列と番号', zh: '队列与号码' },
  room: { ko: '대기실', en: 'waiting room', ja: '待合室', zh: '等候室' },
  until: {
    ko: '이 표시의 끝',
    en: 'this token ends',
    ja: 'このトークンの終わり',
    zh: '此令牌到期',
  },
  marked: {
    ko: '확인 없이 들어옴',
    en: 'let through unchecked',
    ja: '確認なしで入場',
    zh: '未经核对放行',
  },
  yes: { ko: '예', en: 'yes', ja: 'はい', zh: '是' },
  no: { ko: '아니요', en: 'no', ja: 'いいえ', zh: '否' },
  raw: {
    ko: '검사한 그대로',
    en: 'As it was checked',
    ja: '検証したままの内容',
    zh: '核对的原始内容',
  },
} as const satisfies Record<string, Record<Language, string>>

export function languageOf(
  query: string | undefined,
  acceptLanguage: string | undefined,
): Language {
  const asked = [query ?? '', ...(acceptLanguage ?? '').split(',')].map((part) =>
    part.trim().slice(0, 2).toLowerCase(),
  )
  for (const part of asked) {
    const known = languages.find((language) => language === part)
    if (known !== undefined) return known
  }
  return 'ko'
}

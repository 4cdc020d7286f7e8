import type { MessageTable } from './table.ts'

/** What is counted, measured and dated on the page of a room. */
export const roomFactMessages = {
  'room.phase.scheduled': { ko: '판매 전', en: 'Before the sale', ja: '販売前', zh: '尚未开售' },
  'room.phase.lobby': { ko: '대기실 열림', en: 'Lobby open', ja: 'ロビー受付中', zh: '大厅已开放' },
  'room.phase.drawing': { ko: '추첨 중', en: 'Drawing lots', ja: '抽選中', zh: '抽签中' },
  'room.phase.open': { ko: '판매 중', en: 'On sale', ja: '販売中', zh: '发售中' },
  'room.phase.closed': { ko: '판매 종료', en: 'Closed', ja: '販売終了', zh: '已结束' },
  'room.phase.paused': { ko: '잠시 멈춤', en: 'Paused', ja: '一時停止中', zh: '暂停中' },

  'room.number': { ko: '내 번호', en: 'Your number', ja: 'あなたの番号', zh: '您的号码' },
  'room.position': { ko: '추첨 순번', en: 'Drawn position', ja: '抽選の順位', zh: '抽签位次' },
  'room.lane': { ko: '선 줄', en: 'Lane', ja: '列', zh: '所在队列' },
  'room.ahead': {
    ko: '내 앞에서 기다리는 사람',
    en: 'Waiting ahead of you',
    ja: '前で待っている人',
    zh: '在您前面等候的人',
  },
  'room.people': { ko: '{n}명', en: '{n}', ja: '{n}人', zh: '{n} 人' },
  'room.people.about': { ko: '약 {n}명', en: 'about {n}', ja: '約{n}人', zh: '约 {n} 人' },
  'room.estimate': {
    ko: '어림한 수입니다. 앞에 가까워지면 정확히 셉니다.',
    en: 'This is an estimate. Near the front it becomes an exact count.',
    ja: '概算です。前に近づくと正確に数えます。',
    zh: '此为估计，靠近前方后会准确统计。',
  },
  'room.at-most': {
    ko: '자리를 비운 사람이 모두 돌아와도 많아야 {n}명입니다.',
    en: 'At most {n}, even if everyone who is away comes back.',
    ja: '席を外した人が全員戻っても、多くて{n}人です。',
    zh: '即使离开的人全部回来，最多也只有 {n} 人。',
  },

  'room.wait': {
    ko: '예상 대기 시간',
    en: 'Expected wait',
    ja: '予想待ち時間',
    zh: '预计等候时间',
  },
  'room.wait.range': {
    ko: '{low}에서 {high}',
    en: '{low} to {high}',
    ja: '{low}から{high}',
    zh: '{low}至{high}',
  },
  'room.wait.about': { ko: '약 {time}', en: 'about {time}', ja: '約{time}', zh: '约 {time}' },
  'room.wait.up-to': {
    ko: '길어야 {time}',
    en: 'up to {time}',
    ja: '最長{time}',
    zh: '最多 {time}',
  },
  'room.wait.unknown': {
    ko: '아직 알 수 없음',
    en: 'not known yet',
    ja: 'まだ不明',
    zh: '暂时未知',
  },
  'room.minutes': { ko: '{m}분', en: '{m} min', ja: '{m}分', zh: '{m} 分钟' },
  'room.hours': {
    ko: '{h}시간 {m}분',
    en: '{h} h {m} min',
    ja: '{h}時間{m}分',
    zh: '{h} 小时 {m} 分钟',
  },

  'room.waiting': {
    ko: '줄에 있는 사람',
    en: 'In the whole line',
    ja: '列全体の人数',
    zh: '整个队伍的人数',
  },
  'room.rate': { ko: '입장 속도', en: 'Being let in', ja: '入場の速さ', zh: '入场速度' },
  'room.rate.minute': {
    ko: '1분에 {n}명까지',
    en: 'up to {n} a minute',
    ja: '1分に最大{n}人',
    zh: '每分钟最多 {n} 人',
  },
  'room.rate.hour': {
    ko: '1시간에 {n}명까지',
    en: 'up to {n} an hour',
    ja: '1時間に最大{n}人',
    zh: '每小时最多 {n} 人',
  },
  'room.as-of': { ko: '센 시각', en: 'Counted at', ja: '数えた時刻', zh: '统计时间' },
  'room.opens': { ko: '판매 시작', en: 'Sale opens', ja: '販売開始', zh: '开售时间' },
  'room.zone': { ko: '한국 시간', en: 'Korean time', ja: '韓国時間', zh: '韩国时间' },
  'room.until': { ko: '이용 마감 시각', en: 'Yours until', ja: '利用期限', zh: '可使用至' },
} satisfies MessageTable

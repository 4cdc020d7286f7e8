import type { MessageTable } from './table.ts'

/** Making a room, and its whole description. */
export const consoleRoomMessages = {
  'console.make': {
    ko: '대기실 만들기',
    en: 'Create a room',
    ja: '待合室を作成',
    zh: '创建等候室',
  },
  'console.make.form': { ko: '양식으로', en: 'By a form', ja: 'フォームで', zh: '用表单' },
  'console.make.json': {
    ko: 'JSON으로 전부',
    en: 'All of it, as JSON',
    ja: 'JSONですべて',
    zh: '以 JSON 填写全部',
  },
  'console.make.what': {
    ko: '여기서 정하지 않는 것은 안전한 기본값으로 시작하고, 나중에 설정에서 바꿀 수 있습니다.',
    en: 'What is not asked here starts at its safe default, and can be changed in the settings.',
    ja: 'ここにない項目は安全な既定値で始まり、後から設定で変更できます。',
    zh: '此处未列出的项目采用安全的默认值，之后可在设置中更改。',
  },
  'console.make.wrong': {
    ko: '만들지 못했습니다. 표시된 곳을 고쳐 주세요.',
    en: 'It was not created: mend what is marked.',
    ja: '作成できませんでした。示した箇所を直してください。',
    zh: '未能创建：请修改标出之处。',
  },
  'console.field.id': { ko: '아이디', en: 'Id', ja: '識別名（ID）', zh: '标识' },
  'console.field.id.hint': {
    ko: '주소에 쓰입니다. 소문자, 숫자, 붙임표로 48자까지. 바꿀 수 없습니다.',
    en: 'Part of the address: small letters, digits and hyphens, 48 at most. It stays.',
    ja: 'アドレスに使われます。小文字・数字・ハイフンで48文字まで。変更できません。',
    zh: '用于地址：小写字母、数字和连字符，最多 48 个字符。不可更改。',
  },
  'console.field.title': { ko: '이름', en: 'Title', ja: '名称', zh: '名称' },
  'console.field.title.in': {
    ko: '이름 ({language})',
    en: 'Title ({language})',
    ja: '名称（{language}）',
    zh: '名称（{language}）',
  },
  'console.field.cap.hint': {
    ko: '한꺼번에 안에 있을 수 있는 사람.',
    en: 'How many may be in the shop at once.',
    ja: '同時に入場できる人数。',
    zh: '可同时在店内的人数。',
  },
  'console.field.lanes': { ko: '줄', en: 'Lanes', ja: '列', zh: '队列' },
  'console.field.lanes.hint': {
    ko: '모든 줄에 사람이 있을 때 입장을 나누는 몫. 쓰지 않을 줄은 비워 두세요.',
    en: 'Shares of the admissions while every lane has somebody waiting. Leave a row empty to do without it.',
    ja: 'すべての列に人がいるときの入場の割合。使わない行は空のままに。',
    zh: '各队列都有人等候时的放行份额。不用的行请留空。',
  },
  'console.field.lane.id': {
    ko: '줄 {n} 아이디',
    en: 'Lane {n}, id',
    ja: '列{n}のID',
    zh: '队列 {n} 标识',
  },
  'console.field.lane.share': {
    ko: '줄 {n} 몫 (%)',
    en: 'Lane {n}, share (%)',
    ja: '列{n}の割合 (%)',
    zh: '队列 {n} 份额 (%)',
  },
  'console.field.schedule': { ko: '일정', en: 'Schedule', ja: '日程', zh: '日程' },
  'console.field.schedule.hint': {
    ko: '한국 시간(UTC+9)입니다. 판매 시작을 비우면 만들자마자 열립니다.',
    en: 'Korean time (UTC+9). Without an opening time the sale opens at once.',
    ja: '韓国時間（UTC+9）です。販売開始を空にすると、すぐに開きます。',
    zh: '韩国时间（UTC+9）。开售时间留空则立即开售。',
  },
  'console.field.mode': { ko: '방식', en: 'Mode', ja: '方式', zh: '方式' },
  'console.mode.queue': {
    ko: '줄을 세움',
    en: 'queue: everybody gets a place',
    ja: '列に並ぶ',
    zh: '排队',
  },
  'console.mode.pass': {
    ko: '모두 통과',
    en: 'pass: everybody is let through',
    ja: '全員通す',
    zh: '全部放行',
  },
  'console.mode.reject': {
    ko: '받지 않음',
    en: 'reject: nobody may join',
    ja: '受け付けない',
    zh: '不接受',
  },
  'console.field.terms': { ko: '차례와 이용 시간', en: 'Terms', ja: '順番と利用時間', zh: '时限' },
  'console.field.offer': {
    ko: '차례를 받을 시간 (초)',
    en: 'To take a turn (s)',
    ja: '順番を受ける時間（秒）',
    zh: '接受轮次的时限（秒）',
  },
  'console.field.session': {
    ko: '안에 머물 시간 (분)',
    en: 'To stay inside (min)',
    ja: '入場後の利用時間（分）',
    zh: '店内停留时限（分钟）',
  },
  'console.field.json': {
    ko: '대기실 설명 (JSON)',
    en: 'The room, as JSON',
    ja: '待合室の記述（JSON）',
    zh: '等候室描述（JSON）',
  },

  'console.settings.what': {
    ko: '대기실의 설명 전부입니다. 고친 뒤 효과를 먼저 보고, 확인하면 바뀝니다.',
    en: 'The whole description of the room. Edit it, see what it brings, then confirm.',
    ja: '待合室の記述すべてです。編集し、効果を確認してから変更します。',
    zh: '等候室的完整描述。编辑后先查看效果，确认后生效。',
  },
  'console.settings.viewer': {
    ko: '보기 권한이라 고칠 수 없습니다.',
    en: 'You may look, and not change it.',
    ja: '閲覧権限のため編集できません。',
    zh: '您只有查看权限，不能修改。',
  },
  'console.settings.owner': {
    ko: '‘shop’과 ‘origins’는 소유자만 바꿉니다.',
    en: 'Only an owner changes “shop” and “origins”.',
    ja: '「shop」と「origins」は所有者だけが変更できます。',
    zh: '“shop”与“origins”仅所有者可改。',
  },
  'console.settings.changed': {
    ko: '{n}판, {time}에 바뀜',
    en: 'version {n}, changed {time}',
    ja: '第{n}版、{time}に変更',
    zh: '第 {n} 版，更改于 {time}',
  },
} satisfies MessageTable

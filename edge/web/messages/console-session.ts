import type { MessageTable } from './table.ts'

/** One session is ended, by its id. */
export const consoleSessionMessages = {
  'sale.act.end-session': {
    ko: '한 사람 내보내기',
    en: 'End one session',
    ja: '一人を退出させる',
    zh: '结束一个会话',
  },
  'sale.act.end-session.what': {
    ko: '5초 안에 어디에서도 받아들이지 않습니다. 되돌릴 수 없고, 그 자리도 함께 끝납니다.',
    en: 'Within 5 s nobody accepts it, and its place ends with it. This cannot be undone.',
    ja: '5秒以内にどこでも受け付けられなくなり、場所も同時に終わります。元に戻せません。',
    zh: '5 秒内任何地方都不再接受，其位置也随之结束。不可撤销。',
  },
  'sale.session.would': {
    ko: '‘{lane}’ 줄의 {n}번 자리에서 들어온 사람입니다.',
    en: 'It is of position {n} in the lane “{lane}”.',
    ja: '列「{lane}」の位置{n}から入場した人です。',
    zh: '此人来自队列“{lane}”的第 {n} 位。',
  },
  'sale.session.over': {
    ko: '이미 끝난 입장입니다. 바뀐 것이 없습니다.',
    en: 'That session was over already: nothing changed.',
    ja: 'すでに終わった入場です。何も変わっていません。',
    zh: '该会话早已结束：没有任何变化。',
  },
  'sale.field.session': {
    ko: '입장 아이디 (토큰의 jti)',
    en: 'The session’s id (jti of its token)',
    ja: '入場のID（トークンのjti）',
    zh: '会话标识（令牌的 jti）',
  },
  'sale.field.session.how': {
    ko: '기록에 남길 말',
    en: 'In the log as',
    ja: '記録上の扱い',
    zh: '日志中记为',
  },
  'sale.session.revoke': {
    ko: '내보냄 (revoke)',
    en: 'revoked',
    ja: '取り消し（revoke）',
    zh: '撤销（revoke）',
  },
  'sale.session.release': {
    ko: '스스로 나간 것처럼 (release)',
    en: 'released, as if its fan had left',
    ja: '自分で出た扱い（release）',
    zh: '视为自行离开（release）',
  },
  'sale.group.session': {
    ko: '한 사람의 입장',
    en: 'One session',
    ja: '一人の入場',
    zh: '单个会话',
  },
} satisfies MessageTable

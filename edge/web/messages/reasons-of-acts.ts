import { reasonSentences as en } from '../../../core/reason-sentences.ts'
import type { MessageTable } from './table.ts'

/** Why what is asked of a sale, of its sessions or of operators is refused. The English is the interface’s own. */
export const actReasonMessages = {
  'sale.reason.no-message': {
    ko: '알릴 말을 써 주세요.',
    en: en['no-message'],
    ja: 'お知らせの文を入力してください。',
    zh: '请填写通知内容。',
  },
  'sale.reason.sale-is-closed': {
    ko: '판매가 끝났습니다. 닫힌 판매는 다시 열리지 않습니다.',
    en: en['sale-is-closed'],
    ja: '販売は終了しました。終了した販売は再開できません。',
    zh: '发售已结束，且不能再次开启。',
  },
  'sale.reason.sale-is-not-open': {
    ko: '판매 중일 때만 팬을 들여보낼 수 있습니다.',
    en: en['sale-is-not-open'],
    ja: '入場は販売中にだけできます。',
    zh: '仅在发售进行中可以放行粉丝。',
  },
  'sale.reason.follows-no-shop': {
    ko: '이 대기실의 속도는 판매처를 따라가지 않습니다. pressure를 먼저 설정하세요.',
    en: en['follows-no-shop'],
    ja: 'この待合室の速さは販売側に追従していません。先に pressure を設定してください。',
    zh: '此等候室的速度不随店铺调节：请先设置 pressure。',
  },
  'sale.reason.fans-are-in-it': {
    ko: '팬이 줄을 서 있습니다. 먼저 판매를 끝내세요.',
    en: en['fans-are-in-it'],
    ja: 'ファンが並んでいます。先に販売を終了してください。',
    zh: '其中有粉丝：请先结束发售。',
  },
  'sale.reason.fans-are-in-the-shop': {
    ko: '{n}명이 아직 안에 있습니다. 모두 내보내거나, 나갈 때까지 기다리세요.',
    en: en['fans-are-in-the-shop'],
    ja: 'まだ{n}人が入場中です。全員を退出させるか、出るまで待ってください。',
    zh: '店内仍有 {n} 人：请撤销全部会话，或等他们离开。',
  },
  'sale.reason.no-such-session': {
    ko: '이 대기실에 그런 입장이 없습니다. 아이디를 확인하세요.',
    en: en['no-such-session'],
    ja: 'この待合室にその入場はありません。IDを確認してください。',
    zh: '此等候室没有该会话：请检查标识。',
  },
  'sale.reason.not-a-session-id': {
    ko: '입장의 아이디가 아닙니다. 토큰의 jti나 판매처가 적어 둔 값을 넣어 주세요.',
    en: en['not-a-session-id'],
    ja: '入場のIDではありません。トークンの jti か、販売側が控えた値を入力してください。',
    zh: '不是会话标识：请填写令牌的 jti，或店铺记下的值。',
  },
  'sale.reason.room-exists': {
    ko: '{id} 대기실이 있거나 있었습니다. 다른 아이디를 고르세요.',
    en: en['room-exists'],
    ja: '待合室 {id} はすでにあるか、ありました。別のIDを選んでください。',
    zh: '等候室 {id} 已存在或曾存在：请另选标识。',
  },
  'sale.reason.rooms-are-full': {
    ko: '대기실을 더 둘 수 없습니다. 몇 개를 없애 주세요.',
    en: en['rooms-are-full'],
    ja: '待合室の数が上限です。いくつか削除してください。',
    zh: '等候室数量已达上限：请删除一些。',
  },
  'sale.reason.operators-are-full': {
    ko: '운영자를 더 둘 수 없습니다. 한 사람의 권한을 거둬 주세요.',
    en: en['operators-are-full'],
    ja: '運営者の数が上限です。誰かの権限を取り消してください。',
    zh: '运营者人数已达上限：请收回某人的权限。',
  },
} satisfies MessageTable

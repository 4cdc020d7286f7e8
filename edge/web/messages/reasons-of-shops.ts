import { reasonSentences as en } from '../../../core/reason-sentences.ts'
import type { MessageTable } from './table.ts'

/** Why a field of a room’s shop, or of how its rate follows it, is refused. The English is the interface’s own. */
export const shopReasonMessages = {
  'sale.reason.not-an-origin': {
    ko: '경로 없이 https://shop.example 같은 출처(origin)여야 합니다.',
    en: en['not-an-origin'],
    ja: 'パスのない https://shop.example のようなオリジンにしてください。',
    zh: '须为不带路径的源，如 https://shop.example。',
  },
  'sale.reason.not-a-return-address': {
    ko: 'https://shop.example/tickets 같은 주소여야 하고, 쿼리나 비밀번호는 쓸 수 없습니다.',
    en: en['not-a-return-address'],
    ja: 'https://shop.example/tickets のようなアドレスにしてください。クエリやパスワードは使えません。',
    zh: '须为形如 https://shop.example/tickets 的地址，不含查询或密码。',
  },
  'sale.reason.not-a-host': {
    ko: 'shop.example처럼 소문자로 쓴 호스트여야 합니다.',
    en: en['not-a-host'],
    ja: 'shop.example のように小文字のホストにしてください。',
    zh: '须为小写主机名，如 shop.example。',
  },
  'sale.reason.not-of-version-1': {
    ko: 'version은 1이어야 합니다.',
    en: en['not-of-version-1'],
    ja: 'version は 1 にしてください。',
    zh: 'version 须为 1。',
  },
  'sale.reason.no-way-to-the-shop': {
    ko: '판매처로 가는 길이 없습니다. 팬이 돌아갈 주소를 적거나 게이트웨이를 설정하세요.',
    en: en['no-way-to-the-shop'],
    ja: '販売側への道がありません。ファンが戻るアドレスを書くか、ゲートウェイを設定してください。',
    zh: '没有通往店铺的途径：请列出粉丝可返回的地址，或设置网关。',
  },
  'sale.reason.paths-of-its-own': {
    ko: '호스트가 따로 없으면 /shop/* 같은 자기 경로가 있어야 합니다.',
    en: en['paths-of-its-own'],
    ja: '専用のホストがない場合は、/shop/* のような専用のパスが必要です。',
    zh: '没有自己的主机时，需要自己的路径，如 /shop/*。',
  },
  'sale.reason.not-a-path': {
    ko: '/tickets, /tickets/*, *.css 같은 경로여야 합니다.',
    en: en['not-a-path'],
    ja: '/tickets、/tickets/*、*.css のようなパスにしてください。',
    zh: '须为路径，如 /tickets、/tickets/* 或 *.css。',
  },
  'sale.reason.path-with-dots': {
    ko: '빈 부분이나 점만 있는 부분이 없는 경로여야 합니다.',
    en: en['path-with-dots'],
    ja: '空の部分や点だけの部分のないパスにしてください。',
    zh: '路径不得含空段或点段。',
  },
  'sale.reason.star-within-a-part': {
    ko: '별표는 /tickets/*처럼 경로의 한 부분 전체를 뜻합니다.',
    en: en['star-within-a-part'],
    ja: 'アスタリスクは /tickets/* のように部分全体を表します。',
    zh: '星号代表整段，如 /tickets/*。',
  },
  'sale.reason.floor-above-ceiling': {
    ko: '하한이 상한보다 높습니다.',
    en: en['floor-above-ceiling'],
    ja: '下限が上限を超えています。',
    zh: '下限高于上限。',
  },
  'sale.reason.severe-cut-is-less': {
    ko: '심한 감속은 보통 감속보다 많이 남길 수 없습니다.',
    en: en['severe-cut-is-less'],
    ja: '強い減速の残りは、通常の減速以下にしてください。',
    zh: '严重降速后的比例不得高于普通降速。',
  },
  'sale.reason.decisions-too-seldom': {
    ko: '반응 시간 안에 적어도 한 번은 정해야 합니다.',
    en: en['decisions-too-seldom'],
    ja: '反応時間内に少なくとも一度は判断が必要です。',
    zh: '在一个反应时间内至少须作一次决定。',
  },
  'sale.reason.reports-too-short-lived': {
    ko: '보고는 적어도 다음 결정까지 유효해야 합니다.',
    en: en['reports-too-short-lived'],
    ja: '報告は少なくとも次の判断まで有効でなければなりません。',
    zh: '报告至少须有效至下一次决定。',
  },
} satisfies MessageTable

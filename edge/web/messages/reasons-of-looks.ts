import { reasonSentences as en } from '../../../core/reason-sentences.ts'
import type { MessageTable } from './table.ts'

/** Why a field of a room’s look is refused. The English is the interface’s own. */
export const lookReasonMessages = {
  'sale.reason.no-colour': {
    ko: '#1d1a16 같은 색이 필요합니다.',
    en: en['no-colour'],
    ja: '#1d1a16 のような色が必要です。',
    zh: '需要颜色，如 #1d1a16。',
  },
  'sale.reason.not-a-colour': {
    ko: '#1d1a16 같은 색이어야 합니다.',
    en: en['not-a-colour'],
    ja: '#1d1a16 のような色にしてください。',
    zh: '须为颜色，如 #1d1a16。',
  },
  'sale.reason.no-text-in-language': {
    ko: '글을 쓰거나, 그 언어를 빼 주세요.',
    en: en['no-text-in-language'],
    ja: '文を書くか、その言語を省いてください。',
    zh: '请填写文字，或去掉该语言。',
  },
  'sale.reason.no-text-at-all': {
    ko: '한 언어로라도 글을 써 주세요.',
    en: en['no-text-at-all'],
    ja: '少なくとも一つの言語で書いてください。',
    zh: '请至少用一种语言填写。',
  },
  'sale.reason.not-a-picture-address': {
    ko: '이 호스트의 경로(/rooms/-/poster.webp)나 주소(https://images.example/poster.webp)여야 합니다. 사용자, 빈칸, 따옴표는 쓸 수 없습니다.',
    en: en['not-a-picture-address'],
    ja: 'このホストのパス（/rooms/-/poster.webp）かアドレス（https://images.example/poster.webp）にしてください。ユーザー名、空白、引用符は使えません。',
    zh: '须为本主机路径（/rooms/-/poster.webp）或地址（https://images.example/poster.webp），不含用户名、空格和引号。',
  },
  'sale.reason.picture-says-what': {
    ko: '그림이 무엇을 보여 주는지 언어마다 쓰거나, src 옆에 "decorative": true를 두세요.',
    en: en['picture-says-what'],
    ja: '画像の内容を言語ごとに書くか、src の横に "decorative": true を置いてください。',
    zh: '请按语言说明图片内容，或在 src 旁写上 "decorative": true。',
  },
  'sale.reason.too-faint': {
    ko: '{text} {colour}: {ground} {under} 위에서 대비가 {contrast}입니다. {needed}이 필요합니다. {shade}(이)라면 됩니다.',
    en: en['too-faint'],
    ja: '{text} {colour} は {ground} {under} の上でコントラストが {contrast} です。{needed} が必要です。{shade} なら使えます。',
    zh: '{text} {colour} 在 {ground} {under} 上的对比度为 {contrast}，需要 {needed}：{shade} 可用。',
  },
  'sale.reason.too-faint-in-any-shade': {
    ko: '{text} {colour}: {ground} {under} 위에서 대비가 {contrast}입니다. {needed}이 필요합니다. 어떤 명암도 paper와 desk 양쪽에서 읽히지 않으니, 둘을 더 가깝게 골라 주세요.',
    en: en['too-faint-in-any-shade'],
    ja: '{text} {colour} は {ground} {under} の上でコントラストが {contrast} です。{needed} が必要です。どの濃さでも paper と desk の両方では読めないため、二つを近い色にしてください。',
    zh: '{text} {colour} 在 {ground} {under} 上的对比度为 {contrast}，需要 {needed}：任何深浅都无法在 paper 与 desk 上同时看清，请选择更接近的两色。',
  },
  'sale.reason.ink-too-faint': {
    ko: '{text} {colour}: {ground} {under} 위에서 대비가 {contrast}입니다. {needed}이 필요하고 {better}이면 더 좋습니다. {shade}(이)라면 됩니다.',
    en: en['ink-too-faint'],
    ja: '{text} {colour} は {ground} {under} の上でコントラストが {contrast} です。{needed} が必要で、{better} ならなお良いです。{shade} なら使えます。',
    zh: '{text} {colour} 在 {ground} {under} 上的对比度为 {contrast}，需要 {needed}（{better} 更好）：{shade} 可用。',
  },
  'sale.reason.ink-too-faint-in-any-shade': {
    ko: '{text} {colour}: {ground} {under} 위에서 대비가 {contrast}입니다. {needed}이 필요하고 {better}이면 더 좋습니다. 어떤 명암도 paper와 desk 양쪽에서 읽히지 않으니, 둘을 더 가깝게 골라 주세요.',
    en: en['ink-too-faint-in-any-shade'],
    ja: '{text} {colour} は {ground} {under} の上でコントラストが {contrast} です。{needed} が必要で、{better} ならなお良いです。どの濃さでも paper と desk の両方では読めないため、二つを近い色にしてください。',
    zh: '{text} {colour} 在 {ground} {under} 上的对比度为 {contrast}，需要 {needed}（{better} 更好）：任何深浅都无法在 paper 与 desk 上同时看清，请选择更接近的两色。',
  },
} satisfies MessageTable

import type { Language } from './language.ts'

/**
 * Every sentence a person reads, in every language, side by side: a translation that is missing
 * does not compile, and one that drifts from its neighbours is seen in review. The words are
 * the ones the design fixes (room, number, turn), one word a thing in each language.
 */
export const messages = {
  'page.skip': {
    ko: '본문으로 건너뛰기',
    en: 'Skip to the content',
    ja: '本文へ移動',
    zh: '跳到正文',
  },
  'page.languages': { ko: '언어', en: 'Languages', ja: '言語', zh: '语言' },
  'page.home': {
    ko: 'Admit One 첫 화면',
    en: 'Admit One, first page',
    ja: 'Admit One トップページ',
    zh: 'Admit One 首页',
  },
  'page.version': { ko: '버전', en: 'Version', ja: 'バージョン', zh: '版本' },
  'page.build': { ko: '빌드', en: 'Build', ja: 'ビルド', zh: '构建' },
  'page.status': { ko: '상태', en: 'Status', ja: '稼働状況', zh: '运行状态' },

  'landing.title': {
    ko: 'Admit One, 티켓 예매를 위한 공정한 대기실',
    en: 'Admit One, a fair waiting room for ticket sales',
    ja: 'Admit One、チケット販売のための公正な待合室',
    zh: 'Admit One，公平的购票等候室',
  },
  'landing.kind': {
    ko: '티켓 예매를 위한 공정한 대기실',
    en: 'A fair waiting room for ticket sales',
    ja: 'チケット販売のための公正な待合室',
    zh: '为售票而设的公平等候室',
  },
  'landing.not': {
    ko: '새로고침이 아니라',
    en: 'Not by refreshing.',
    ja: 'リロードではなく、',
    zh: '不拼刷新，',
  },
  'landing.but': {
    ko: '순서대로 들어갑니다.',
    en: 'By your place in line.',
    ja: '順番どおりに入場。',
    zh: '按顺序入场。',
  },
  'landing.lead': {
    ko: '예매가 열리면 모두가 한꺼번에 몰립니다. Admit\u00a0One은 예매 페이지 앞에 줄을 세우고, 자리를 지켜 주고, 차례가 되면 들여보냅니다.',
    en: 'When a sale opens, everyone comes at once. Admit\u00a0One stands before the shop, keeps your place, and lets you in at your turn.',
    ja: '販売が始まると、皆が一度に押し寄せます。Admit\u00a0One は販売ページの手前で列をつくり、場所を守り、順番が来たらお通しします。',
    zh: '开售的一刻，所有人同时涌来。Admit\u00a0One 守在购票页面之前：排成一队，保留您的位置，轮到您时请您入场。',
  },

  'landing.way': {
    ko: '입장까지 네 걸음',
    en: 'Four steps to the shop',
    ja: '入場までの四歩',
    zh: '入场四步',
  },
  'landing.join': { ko: '줄 서기', en: 'Join', ja: '並ぶ', zh: '排队' },
  'landing.join.what': {
    ko: '번호를 하나 받습니다.',
    en: 'You get one number.',
    ja: '番号をひとつ受け取ります。',
    zh: '领取一个号码。',
  },
  'landing.wait': { ko: '기다림', en: 'Wait', ja: '待つ', zh: '等候' },
  'landing.wait.what': {
    ko: '창을 닫아도 자리는 남습니다.',
    en: 'Close the tab, keep your place.',
    ja: 'タブを閉じても場所は残ります。',
    zh: '关掉页面，位置仍在。',
  },
  'landing.turn': { ko: '내 차례', en: 'Your turn', ja: '順番', zh: '轮到您' },
  'landing.turn.what': {
    ko: '정해진 시간 안에 입장합니다.',
    en: 'Take it before its deadline.',
    ja: '期限までに入場します。',
    zh: '在时限内入场。',
  },
  'landing.shop': { ko: '예매', en: 'Shop', ja: '購入', zh: '购票' },
  'landing.shop.what': {
    ko: '이제 좌석을 고릅니다.',
    en: 'Now choose your seats.',
    ja: 'あとは席を選ぶだけです。',
    zh: '现在可以选座了。',
  },

  'landing.promises': {
    ko: '대기실의 약속',
    en: 'What the room promises',
    ja: '待合室の約束',
    zh: '等候室的承诺',
  },
  'landing.order': {
    ko: '순서를 지킵니다',
    en: 'Order is kept',
    ja: '順番を守る',
    zh: '守住顺序',
  },
  'landing.order.what': {
    ko: '도착순이든 추첨이든, 정해진 순서대로 차례가 옵니다.',
    en: 'By arrival or by draw, the order stays as set.',
    ja: '先着でも抽選でも、決まった順に案内します。',
    zh: '先到或抽签，都按既定顺序轮到。',
  },
  'landing.place': {
    ko: '자리를 지킵니다',
    en: 'Your place is kept',
    ja: '場所を守る',
    zh: '保留位置',
  },
  'landing.place.what': {
    ko: '연결이 끊겨도, 기기를 바꿔도 같은 자리입니다.',
    en: 'Lost signal or another device: the same place.',
    ja: '通信が切れても、端末を替えても同じ場所です。',
    zh: '断线或更换设备，位置不变。',
  },
  'landing.truth': {
    ko: '사실만 알립니다',
    en: 'The truth is told',
    ja: '事実を伝える',
    zh: '只说事实',
  },
  'landing.truth.what': {
    ko: '앞에 몇 명인지, 언제 센 수인지 함께 보여 줍니다.',
    en: 'How many are ahead, and when that was counted.',
    ja: '前に何人いるかを、数えた時刻とともに示します。',
    zh: '前面有多少人，何时统计，一并告知。',
  },
  'landing.draw': {
    ko: '추첨을 증명합니다',
    en: 'The draw is provable',
    ja: '抽選を証明する',
    zh: '抽签可验证',
  },
  'landing.draw.what': {
    ko: '누구나 모든 순번을 다시 계산해 볼 수 있습니다.',
    en: 'Anyone can compute every position again.',
    ja: '誰でも全員の順位を計算し直せます。',
    zh: '任何人都能重新算出每个位次。',
  },
  'landing.single': {
    ko: '입장은 한 번입니다',
    en: 'Admission is single-use',
    ja: '入場は一度だけ',
    zh: '仅限一次入场',
  },
  'landing.single.what': {
    ko: '받은 사람만, 한 번만 쓸 수 있습니다.',
    en: 'The way in works once, for its holder alone.',
    ja: '受け取った本人だけが、一度だけ使えます。',
    zh: '只限本人，只用一次。',
  },

  'landing.whom': {
    ko: '누구를 위한 것인가',
    en: 'Whom it is for',
    ja: '誰のためのものか',
    zh: '为谁而设',
  },
  'landing.fans': { ko: '팬', en: 'Fans', ja: 'ファン', zh: '粉丝' },
  'landing.fans.what': {
    ko: '자리를 잃을 걱정 없이 기다립니다.',
    en: 'wait without fear of losing their place.',
    ja: '場所を失う心配なく待てます。',
    zh: '安心等候，不怕丢了位置。',
  },
  'landing.sellers': { ko: '판매자', en: 'Sellers', ja: '販売者', zh: '售票方' },
  'landing.sellers.what': {
    ko: '자기 서버에서 입장을 직접 검증합니다.',
    en: 'verify admissions on their own servers.',
    ja: '自社のサーバーで入場を検証できます。',
    zh: '在自己的服务器上核验入场。',
  },
  'landing.operators': { ko: '운영자', en: 'Operators', ja: '運営者', zh: '运营者' },
  'landing.operators.what': {
    ko: '판매를 열고, 지켜보고, 조절합니다.',
    en: 'open, watch and steer a sale.',
    ja: '販売を開き、見守り、調整します。',
    zh: '开启、观察并调控每场发售。',
  },
  'landing.today': {
    ko: '아직 만드는 중입니다. 이 버전은 소개만 하며, 대기실은 다음 버전부터 차례로 들어옵니다.',
    en: 'Still being built. This version only introduces itself; the room comes with later ones.',
    ja: '開発中です。この版は紹介のみで、待合室は今後の版で順に加わります。',
    zh: '仍在建设中。本版本仅作介绍，等候室将随后续版本推出。',
  },

  'problem.not-found': {
    ko: '이 주소에는 아무것도 없습니다',
    en: 'There is nothing at this address',
    ja: 'このアドレスには何もありません',
    zh: '这个地址没有内容',
  },
  'problem.not-found.what': {
    ko: '주소를 다시 확인해 주세요. 줄에 서 계셨다면 자리는 그대로입니다.',
    en: 'Please check the address. If you were in a line, your place is unchanged.',
    ja: 'アドレスをご確認ください。並んでいた場合、場所はそのままです。',
    zh: '请检查地址。如果您正在排队，位置不受影响。',
  },
  'problem.method-not-allowed': {
    ko: '여기서는 그 요청을 받지 않습니다',
    en: 'This address does not take that request',
    ja: 'このアドレスではその操作を受け付けません',
    zh: '此地址不接受该请求',
  },
  'problem.method-not-allowed.what': {
    ko: '첫 화면에서 다시 시작해 주세요.',
    en: 'Please start again from the first page.',
    ja: 'トップページからやり直してください。',
    zh: '请从首页重新开始。',
  },
  'problem.internal': {
    ko: '저희 쪽에서 문제가 생겼습니다',
    en: 'Something failed on our side',
    ja: 'こちら側で問題が起きました',
    zh: '我们这边出了问题',
  },
  'problem.internal.what': {
    ko: '잠시 뒤 다시 시도해 주세요. 계속되면 아래 요청 번호를 알려 주세요.',
    en: 'Please try again shortly. If it goes on, tell us the request number below.',
    ja: '少し待ってからお試しください。続く場合は下の照会番号をお知らせください。',
    zh: '请稍后再试。如仍有问题，请告知下方的请求编号。',
  },
  'problem.request': {
    ko: '요청 번호',
    en: 'Request number',
    ja: '照会番号',
    zh: '请求编号',
  },
  'problem.home': {
    ko: '첫 화면으로',
    en: 'To the first page',
    ja: 'トップページへ',
    zh: '返回首页',
  },
} satisfies Record<string, Record<Language, string>>

export type MessageKey = keyof typeof messages

/** The messages of one language, ready to be asked by name. */
export function speak(language: Language): (key: MessageKey) => string {
  return (key) => messages[key][language]
}

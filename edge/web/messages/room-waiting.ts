import type { MessageTable } from './table.ts'

/** In the line: how things stand, whether the page may be closed, and what is no reason to fear. */
export const roomWaitingMessages = {
  'room.placed': {
    ko: '줄에 서 있습니다',
    en: 'You are in the line',
    ja: '列に並んでいます',
    zh: '您已在队伍中',
  },
  'room.placed.soon': {
    ko: '차례가 가까워졌습니다',
    en: 'Your turn is getting close',
    ja: '順番が近づいています',
    zh: '快要轮到您了',
  },
  'room.placed.first': {
    ko: '바로 다음이 내 차례입니다',
    en: 'You are next',
    ja: '次があなたの順番です',
    zh: '下一位就是您',
  },
  'room.still-there': {
    ko: '줄 맨 앞쪽에 계십니다',
    en: 'You are among the first in line',
    ja: '列の先頭近くにいます',
    zh: '您已在队伍最前面',
  },
  'room.still-there.what': {
    ko: '여기 계신지 방금 확인했습니다. 하실 일은 없습니다. 차례가 오면 화면이 바로 바뀝니다.',
    en: 'The room has just asked whether you are here, and this page answered. When your turn comes, it changes by itself.',
    ja: 'こちらにいらっしゃるか今確認し、このページが答えました。順番が来ると、画面がすぐに変わります。',
    zh: '等候室刚确认您在这里，本页已代为回答。轮到时，页面会立即变化。',
  },
  'room.lobby': {
    ko: '들어와 계십니다. 판매가 열리기를 기다립니다.',
    en: 'You are in. The sale has not opened yet.',
    ja: '受付済みです。販売開始をお待ちください。',
    zh: '您已进入，正在等待开售。',
  },
  'room.lobby.draw': {
    ko: '번호는 순서가 아닙니다. 순서는 판매가 열릴 때 추첨으로 정해집니다.',
    en: 'Your number is not your position: the order is drawn when the sale opens.',
    ja: '番号は順番ではありません。順番は販売開始時の抽選で決まります。',
    zh: '号码不是顺序：顺序在开售时抽签决定。',
  },
  'room.drawing': {
    ko: '순서를 추첨하고 있습니다',
    en: 'Your position is being drawn',
    ja: '順番を抽選しています',
    zh: '正在抽签决定您的位次',
  },
  'room.drawing.what': {
    ko: '추첨이 끝나면 내 순번이 여기에 나타나고, 30초 뒤부터 입장을 시작합니다.',
    en: 'Once it is done your position is shown here, and 30 s later the first go in.',
    ja: '終わるとここに順位が表示され、その30秒後から入場が始まります。',
    zh: '抽签结束后这里会显示您的位次，30 秒后开始入场。',
  },
  'room.paused': {
    ko: '입장이 잠시 멈춰 있습니다',
    en: 'Nobody is being let in for now',
    ja: '入場を一時的に止めています',
    zh: '入场暂时停止',
  },
  'room.paused.what': {
    ko: '자리는 그대로입니다. 언제 다시 시작할지는 아직 모르며, 시작하면 여기에 나타납니다.',
    en: 'Your place is unchanged. When it goes on is not known yet; this page will show it.',
    ja: '場所はそのままです。再開の時刻はまだわかりません。再開するとここに表示されます。',
    zh: '您的位置不变。何时恢复尚不清楚，恢复后会在此显示。',
  },
  'room.sold-out': {
    ko: '모두 팔렸습니다',
    en: 'Everything is sold',
    ja: '完売しました',
    zh: '已全部售罄',
  },
  'room.sold-out.what': {
    ko: '판매자가 매진을 알렸습니다. 자리는 그대로이지만, 차례가 와도 살 표가 없을 수 있습니다.',
    en: 'The seller says so. Your place is unchanged, but a turn may find no ticket left to buy.',
    ja: '販売者が完売を知らせました。場所はそのままですが、順番が来ても買えるチケットがないことがあります。',
    zh: '售票方已宣布售罄。您的位置不变，但轮到时可能已无票可买。',
  },
  'room.closed': {
    ko: '판매가 끝났습니다',
    en: 'This sale is over',
    ja: 'この販売は終了しました',
    zh: '本次发售已结束',
  },
  'room.closed.what': {
    ko: '더는 차례가 오지 않고, 이 번호도 쓰이지 않습니다. 기다려 주셔서 고맙습니다.',
    en: 'No more turns come, and this number is of no more use. Thank you for waiting.',
    ja: '順番はもう来ず、この番号も使われません。お待ちいただきありがとうございました。',
    zh: '不会再轮到，此号码也不再有效。感谢您的等候。',
  },

  'room.offline': {
    ko: '연결이 끊겼습니다',
    en: 'No connection',
    ja: '接続が切れました',
    zh: '连接已断开',
  },
  'room.offline.placed': {
    ko: '{time}부터 연결이 없습니다. 자리는 그대로이며, 계속 다시 연결하고 있습니다.',
    en: 'No connection since {time}. Your place stays. We keep trying.',
    ja: '{time}から接続がありません。場所はそのままです。再接続を続けています。',
    zh: '{time} 起没有连接。您的位置不变，我们正在不断重试。',
  },
  'room.offline.since': {
    ko: '{time}부터 연결이 없습니다. 계속 다시 연결하고 있습니다.',
    en: 'No connection since {time}. We keep trying.',
    ja: '{time}から接続がありません。再接続を続けています。',
    zh: '{time} 起没有连接，我们正在不断重试。',
  },
  'room.offline.now': {
    ko: '지금은 연결이 없습니다. 계속 다시 연결하고 있습니다.',
    en: 'There is no connection right now. We keep trying.',
    ja: '現在、接続がありません。再接続を続けています。',
    zh: '目前没有连接，我们正在不断重试。',
  },
  'room.offline.then': {
    ko: '보이는 수는 그때의 것입니다.',
    en: 'The figures shown are from then.',
    ja: '表示の数はその時点のものです。',
    zh: '所示数字为当时的数据。',
  },

  'room.may-close': {
    ko: '이 창을 닫아도 됩니다.',
    en: 'You may close this page.',
    ja: 'このページは閉じてもかまいません。',
    zh: '可以关闭本页。',
  },
  'room.keep-open': {
    ko: '이 창을 열어 두세요.',
    en: 'Keep this page open.',
    ja: 'このページを開いたままにしてください。',
    zh: '请保持本页打开。',
  },
  'room.far.back': {
    ko: '자리는 그대로 남습니다. 늦어도 {time}쯤에는 돌아와 주세요.',
    en: 'Your place stays. Be back by about {time}.',
    ja: '場所はそのまま残ります。遅くとも{time}ごろまでにお戻りください。',
    zh: '位置会保留。请最晚在 {time} 左右回来。',
  },
  'room.far.look-in': {
    ko: '자리는 그대로 남습니다. 차례가 언제일지 아직 모르니 가끔 들러 주세요.',
    en: 'Your place stays. When your turn comes is not known yet: look in now and then.',
    ja: '場所はそのまま残ります。順番の時刻はまだわからないので、時々ご確認ください。',
    zh: '位置会保留。何时轮到尚不清楚，请不时回来看看。',
  },
  'room.near.away': {
    ko: '자리를 비운 사이 차례가 오면 다음 분이 들어가고, 돌아오시면 가장 먼저 불러 드립니다.',
    en: 'If you are away when your turn comes, the next person goes in, and you are called first once you are back.',
    ja: '席を外している間に順番が来ると次の方が入り、お戻りになれば最初にお呼びします。',
    zh: '若轮到时您不在，下一位会先入场，您回来后会第一个叫您。',
  },
  'room.lobby.back': {
    ko: '자리는 그대로 남습니다. 판매가 시작되는 {time}까지 돌아와 주세요.',
    en: 'Your place stays. Be back when the sale opens, at {time}.',
    ja: '場所はそのまま残ります。販売が始まる{time}までにお戻りください。',
    zh: '位置会保留。请在 {time} 开售前回来。',
  },
  'room.paused.back': {
    ko: '다시 시작한 뒤에도 자리를 비우고 계시면 다음 분이 먼저 들어가고, 돌아오시면 가장 먼저 불러 드립니다.',
    en: 'If you are still away once it goes on, the next person goes in first, and you are called first when you are back.',
    ja: '再開後も席を外していると次の方が先に入り、お戻りになれば最初にお呼びします。',
    zh: '若恢复后您仍不在，下一位会先入场，您回来后会第一个叫您。',
  },
  'room.fear': {
    ko: '새로 고치거나 연결이 끊기거나 화면이 꺼져도 번호는 그대로입니다.',
    en: 'Refreshing, a lost signal or a dark screen changes nothing in your number.',
    ja: '再読み込みしても、通信が切れても、画面が消えても、番号は変わりません。',
    zh: '刷新、断线或屏幕熄灭，都不会改变您的号码。',
  },
  'room.fear.requeue': {
    ko: '연결이 끊기거나 화면이 꺼져도 번호는 그대로입니다.',
    en: 'A lost signal or a dark screen changes nothing in your number.',
    ja: '通信が切れても、画面が消えても、番号は変わりません。',
    zh: '断线或屏幕熄灭，都不会改变您的号码。',
  },
  'room.requeue': {
    ko: '새로 고치지 마세요. 이 대기실에서는 새로 고치면 지금 번호를 잃고 맨 뒤로 갑니다.',
    en: 'Do not refresh. In this room it costs your number, and you start again at the very end.',
    ja: '再読み込みしないでください。この待合室では、今の番号を失い最後尾になります。',
    zh: '请勿刷新。在此等候室，刷新会失去当前号码并排到队尾。',
  },
  'room.page-only': {
    ko: '이 브라우저가 쿠키를 저장하지 않아 이 창만 자리를 알고 있습니다. 닫거나 새로 고치지 마세요.',
    en: 'This browser keeps no cookies, so only this page knows your place. Do not close or refresh it.',
    ja: 'このブラウザはクッキーを保存しないため、場所を知っているのはこのページだけです。閉じたり再読み込みしたりしないでください。',
    zh: '此浏览器不保存 Cookie，只有本页知道您的位置。请勿关闭或刷新。',
  },
  'room.absent': {
    ko: '이 페이지를 열어 두시면 몇 초 안에 여기 계신 것으로 셉니다.',
    en: 'Keep this page open: within seconds you count as here.',
    ja: 'このページを開いたままにすると、数秒のうちにここにいる人として数えます。',
    zh: '请保持本页打开，几秒内即视为在场。',
  },
} satisfies MessageTable

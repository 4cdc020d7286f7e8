import type { MessageTable } from './table.ts'

/** For who has no place yet: what is going on, and whether there is a way in. */
export const roomOutsideMessages = {
  'room.countdown': {
    ko: '아직 줄을 세우지 않습니다',
    en: 'The line is not open yet',
    ja: 'まだ列はできていません',
    zh: '队伍尚未开放',
  },
  'room.countdown.what': {
    ko: '때가 되면 이 페이지에 줄 서기 버튼이 나타납니다. 미리 와 계신다고 순서가 앞서지는 않습니다.',
    en: 'When it is time, this page shows the button to join. Being here early puts nobody ahead.',
    ja: '時間になると、このページに並ぶためのボタンが現れます。早く来ても順番は早くなりません。',
    zh: '到时间后，本页会出现排队按钮。提前到来不会让顺序靠前。',
  },
  'room.countdown.back': {
    ko: '판매가 시작되기 전에 다시 열어 주세요.',
    en: 'Open it again before the sale does.',
    ja: '販売が始まる前に、もう一度開いてください。',
    zh: '请在开售前重新打开。',
  },
  'room.outside.lobby': {
    ko: '미리 들어와 기다릴 수 있습니다',
    en: 'You can come in early and wait',
    ja: '早めに入って待てます',
    zh: '您可以提前进来等候',
  },
  'room.outside.draw.what': {
    ko: '판매가 열릴 때 추첨으로 순서를 정합니다. 그 전에만 들어오시면 언제 오셔도 같습니다.',
    en: 'The order is drawn when the sale opens. Come in any time before: it makes no difference.',
    ja: '順番は販売開始時の抽選で決まります。それまでに入れば、いつでも同じです。',
    zh: '开售时抽签决定顺序。在此之前进入，早晚都一样。',
  },
  'room.outside.drawing': {
    ko: '지금 순서를 추첨하고 있습니다',
    en: 'The order is being drawn now',
    ja: '今、順番を抽選しています',
    zh: '正在抽签决定顺序',
  },
  'room.outside.drawing.what': {
    ko: '추첨이 끝나면 그 뒤에 이어서 줄을 설 수 있습니다.',
    en: 'When the draw is done you can join behind it.',
    ja: '抽選が終わると、その後ろに並べます。',
    zh: '抽签结束后，您可以接在后面排队。',
  },
  'room.outside.line': {
    ko: '지금 줄을 설 수 있습니다',
    en: 'You can join the line now',
    ja: '今、列に並べます',
    zh: '现在可以排队',
  },
  'room.outside.empty': {
    ko: '지금은 기다리는 사람이 없습니다',
    en: 'Nobody is waiting right now',
    ja: '今は待っている人がいません',
    zh: '现在没有人在等候',
  },
  'room.outside.pass': {
    ko: '지금은 줄이 없습니다',
    en: 'There is no line right now',
    ja: '今は列がありません',
    zh: '现在无需排队',
  },
  'room.outside.pass.what': {
    ko: '번호 없이 바로 들어갑니다.',
    en: 'You go straight in, without a number.',
    ja: '番号なしで、そのまま入場します。',
    zh: '无需号码，直接入场。',
  },
  'room.outside.paused.what': {
    ko: '지금 줄을 서 두실 수 있습니다. 다시 시작하면 순서대로 들어갑니다.',
    en: 'You can join the line already. Once it goes on, people go in by their order.',
    ja: '今のうちに並んでおけます。再開すると順番どおりに入場します。',
    zh: '现在可以先排队。恢复后按顺序入场。',
  },
  'room.outside.sold-out.what': {
    ko: '판매자가 매진을 알렸습니다. 표가 다시 나올지는 모르지만, 원하시면 줄은 설 수 있습니다.',
    en: 'The seller says so. Whether tickets come back is not known; you may still join the line.',
    ja: '販売者が完売を知らせました。再び出るかはわかりませんが、列には並べます。',
    zh: '售票方已宣布售罄。是否会再放票尚不清楚，但仍可排队。',
  },
  'room.outside.closed.what': {
    ko: '더는 줄을 설 수 없습니다. 찾아 주셔서 고맙습니다.',
    en: 'Nobody can join any more. Thank you for coming.',
    ja: 'これ以上並ぶことはできません。お越しいただきありがとうございました。',
    zh: '已不能再排队。感谢您的到来。',
  },
  'room.shut': {
    ko: '지금은 줄을 세우지 않습니다',
    en: 'This room takes nobody at the moment',
    ja: '現在は受け付けていません',
    zh: '目前不接受排队',
  },
  'room.shut.what': {
    ko: '판매자가 다시 열면 이 페이지에서 알려 드립니다.',
    en: 'If the seller opens it again, this page will say so.',
    ja: '販売者が再び開けば、このページでお知らせします。',
    zh: '如果售票方重新开放，本页会告知。',
  },
  'room.no-cookies': {
    ko: '이 브라우저가 쿠키를 막고 있습니다',
    en: 'This browser blocks cookies',
    ja: 'このブラウザはクッキーを拒否しています',
    zh: '此浏览器阻止了 Cookie',
  },
  'room.no-cookies.what': {
    ko: '자리는 쿠키에 보관되므로 지금은 줄을 설 수 없습니다. 이 사이트의 쿠키를 허용한 뒤 다시 열어 주세요.',
    en: 'Your place is kept in a cookie, so you cannot join yet. Allow cookies for this site, then open it again.',
    ja: '場所はクッキーに保管されるため、このままでは並べません。このサイトのクッキーを許可して、開き直してください。',
    zh: '位置保存在 Cookie 中，因此现在无法排队。请允许本网站的 Cookie 后重新打开。',
  },
  'room.gone': {
    ko: '이 대기실은 이제 없습니다',
    en: 'This waiting room is no longer here',
    ja: 'この待合室はもうありません',
    zh: '此等候室已不存在',
  },
  'room.gone.what': {
    ko: '여기서 받은 번호는 더 쓰이지 않습니다. 판매자의 안내를 확인해 주세요.',
    en: 'A number from here is of no more use. Please see what the seller says.',
    ja: 'ここで受け取った番号はもう使われません。販売者の案内をご確認ください。',
    zh: '在此取得的号码不再有效。请留意售票方的通知。',
  },
} satisfies MessageTable

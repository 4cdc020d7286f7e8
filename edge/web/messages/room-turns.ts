import type { MessageTable } from './table.ts'

/** The turn, and what comes of it. */
export const roomTurnMessages = {
  'room.turn': {
    ko: '지금 차례입니다',
    en: 'It is your turn',
    ja: 'あなたの順番です',
    zh: '轮到您了',
  },
  'room.turn.deadline': {
    ko: '이 시각까지 들어가세요',
    en: 'Go in before',
    ja: '入場の期限',
    zh: '请在此前入场',
  },
  'room.turn.left': {
    ko: '{left}초 남음',
    en: '{left} s left',
    ja: '残り{left}秒',
    zh: '剩余 {left} 秒',
  },
  'room.turn.what': {
    ko: '놓치면 차례는 다음 분에게 가고, 자리는 남습니다.',
    en: 'If you miss it, the turn goes to the next person and your place stays.',
    ja: '逃すと順番は次の方に移りますが、場所は残ります。',
    zh: '若错过，机会会给下一位，您的位置仍保留。',
  },
  'room.lapsed': {
    ko: '차례가 지나갔습니다',
    en: 'Your turn has passed',
    ja: '順番が過ぎました',
    zh: '您错过了这一轮',
  },
  'room.lapsed.what': {
    ko: '자리는 그대로입니다. 버튼을 누르면 다음 빈자리에 먼저 불러 드립니다.',
    en: 'Your place is unchanged. Press the button and you are called first for the next free slot.',
    ja: '場所はそのままです。ボタンを押すと、次の空きに最初にお呼びします。',
    zh: '位置不变。按下按钮，下一个空位会先叫您。',
  },
  'room.lapsed.back': {
    ko: '자리는 남지만, 버튼을 누르실 때까지는 부르지 않습니다.',
    en: 'Your place stays, but you are not called until you press the button.',
    ja: '場所は残りますが、ボタンを押すまでお呼びしません。',
    zh: '位置会保留，但在您按下按钮之前不会叫您。',
  },
  'room.inside': { ko: '들어오셨습니다', en: 'You are in', ja: '入場しました', zh: '您已入场' },
  'room.inside.what': {
    ko: '이제 판매자의 예매 페이지에서 좌석을 고를 수 있습니다. 다 마치면 알려 주세요. 다음 분이 그만큼 일찍 들어옵니다.',
    en: 'The seller’s shop is open to you now. Say when you are done: the next person gets in that much sooner.',
    ja: '販売者のページで席を選べます。終わったらお知らせください。次の方がその分早く入れます。',
    zh: '现在可以在售票方的页面选座。完成后请告知，下一位就能更早入场。',
  },
  'room.to-shop': {
    ko: '예매 페이지로 가기',
    en: 'Go to the shop',
    ja: '予約ページへ進む',
    zh: '前往购票页面',
  },
  'room.inside.back': {
    ko: '닫아도 남은 시간은 그대로 흐릅니다.',
    en: 'The time left runs on all the same.',
    ja: '閉じても残り時間は進みます。',
    zh: '关闭后剩余时间照常流逝。',
  },
  'room.let-through': {
    ko: '기다리지 않고 들어갑니다',
    en: 'You can go straight in',
    ja: '待たずに入場できます',
    zh: '无需等候，直接入场',
  },
  'room.let-through.what': {
    ko: '지금은 줄을 세우지 않습니다. 번호도 필요 없습니다.',
    en: 'There is no line at the moment, and you need no number.',
    ja: '今は列をつくっていません。番号も要りません。',
    zh: '目前不排队，也不需要号码。',
  },
  'room.let-through.marked.what': {
    ko: '지금은 대기실이 줄을 확인할 수 없어, 판매자의 뜻에 따라 그대로 들여보냅니다.',
    en: 'The room cannot see its line at the moment, and the seller chose to let people through.',
    ja: '現在、待合室が列を確認できないため、販売者の方針によりそのままお通しします。',
    zh: '等候室目前无法查看队伍，按售票方的选择直接放行。',
  },
  'room.over': {
    ko: '이 자리는 끝났습니다',
    en: 'This place has ended',
    ja: 'この場所は終わりました',
    zh: '这个位置已结束',
  },
  'room.over.what': {
    ko: '입장을 마쳤거나 줄에서 나온 자리입니다. 다시 서면 새 번호를 받습니다.',
    en: 'It was used or given up. If you join again you get a new number.',
    ja: '使い終えたか、列を離れた場所です。並び直すと新しい番号になります。',
    zh: '它已被使用或放弃。重新排队会得到新的号码。',
  },
} satisfies MessageTable

import type { MessageTable } from './table.ts'

/** What a fan is told instead, by the code of the refusal: what is so, and what to do. */
export const roomRefusalMessages = {
  'room.refused.too-early': {
    ko: '아직 열리지 않았습니다',
    en: 'It is not open yet',
    ja: 'まだ開いていません',
    zh: '尚未开放',
  },
  'room.refused.too-early.what': {
    ko: '열리면 이 페이지에서 바로 줄을 설 수 있습니다. 먼저 와 있어도 순서에는 차이가 없습니다.',
    en: 'Once it opens you can join from this page. Being early makes no difference to the order.',
    ja: '開くとこのページから並べます。早く来ても順番に違いはありません。',
    zh: '开放后可在本页排队。提前到来不影响顺序。',
  },
  'room.refused.drawing': {
    ko: '추첨하는 동안에는 줄을 설 수 없습니다',
    en: 'Nobody can join while lots are drawn',
    ja: '抽選中は並べません',
    zh: '抽签期间不能排队',
  },
  'room.refused.drawing.what': {
    ko: '곧 끝납니다. 끝나면 추첨된 줄 뒤에 설 수 있습니다.',
    en: 'It is soon done. Then you can join behind those who were drawn.',
    ja: 'まもなく終わります。その後、抽選された列の後ろに並べます。',
    zh: '很快结束。之后可排在抽签队伍的后面。',
  },
  'room.refused.paused': {
    ko: '지금은 잠시 멈춰 있습니다',
    en: 'It is paused right now',
    ja: '今は一時停止しています',
    zh: '目前暂停',
  },
  'room.refused.paused.what': {
    ko: '다시 시작하면 이 페이지에서 들어갈 수 있습니다. 기다리는 분의 자리는 그대로입니다.',
    en: 'When it goes on you can enter from here. Those who wait keep their places.',
    ja: '再開すると、ここから入れます。待っている人の場所はそのままです。',
    zh: '恢复后可从本页进入。等候者的位置不变。',
  },
  'room.refused.closed': {
    ko: '이미 끝난 판매입니다',
    en: 'The sale has ended',
    ja: 'すでに終了した販売です',
    zh: '发售已经结束',
  },
  'room.refused.closed.what': {
    ko: '더는 줄을 서거나 들어갈 수 없습니다.',
    en: 'Nobody can join or go in any more.',
    ja: 'もう並んだり入場したりすることはできません。',
    zh: '已不能再排队或入场。',
  },
  'room.refused.rejected': {
    ko: '지금은 아무도 받지 않습니다',
    en: 'Nobody is taken in at the moment',
    ja: '現在はどなたも受け付けていません',
    zh: '目前不接受任何人',
  },
  'room.refused.rejected.what': {
    ko: '판매자가 대기실을 닫아 두었습니다. 판매자의 안내를 확인해 주세요.',
    en: 'The seller keeps this room shut. Please see what the seller says.',
    ja: '販売者がこの待合室を閉じています。販売者の案内をご確認ください。',
    zh: '售票方已关闭此等候室。请留意售票方的通知。',
  },
  'room.refused.busy': {
    ko: '지금 몰려서 잠시 뒤에 답합니다',
    en: 'Very busy: the answer takes a moment',
    ja: '混み合っています。少し後でお答えします',
    zh: '人数过多，请稍候片刻',
  },
  'room.refused.busy.what': {
    ko: '이미 받은 자리는 그대로입니다. 아무것도 하지 않으셔도 됩니다.',
    en: 'A place you already have is unchanged. You need not do anything.',
    ja: '受け取った場所はそのままです。何もしなくて大丈夫です。',
    zh: '已取得的位置不变，您无需做任何事。',
  },
  'room.refused.held': {
    ko: '대기실이 숨을 고르고 있습니다',
    en: 'The room is catching its breath',
    ja: '待合室は少し休止しています',
    zh: '等候室正在稍作停顿',
  },
  'room.refused.held.what': {
    ko: '줄의 상태가 확인될 때까지 아무도 들여보내지 않습니다. 자리는 모두 지켜집니다.',
    en: 'Until the state of the line is certain nobody is let in. Every place is kept.',
    ja: '列の状態が確認できるまで、どなたも入場できません。場所はすべて守られます。',
    zh: '在确认队伍状态之前不放行任何人。所有位置都会保留。',
  },
  'room.refused.no-offer': {
    ko: '아직 차례가 아닙니다',
    en: 'It is not your turn yet',
    ja: 'まだ順番ではありません',
    zh: '还没有轮到您',
  },
  'room.refused.no-offer.what': {
    ko: '자리는 그대로입니다. 차례가 오면 이 페이지가 알려 드립니다.',
    en: 'Your place is unchanged. This page tells you when it comes.',
    ja: '場所はそのままです。順番が来たらこのページがお知らせします。',
    zh: '位置不变。轮到时本页会告诉您。',
  },
  'room.refused.offer-lapsed': {
    ko: '차례의 시간이 지났습니다',
    en: 'The time of your turn is up',
    ja: '順番の時間が過ぎました',
    zh: '您这一轮的时间已过',
  },
  'room.refused.offer-lapsed.what': {
    ko: '자리는 남아 있습니다. 다음 화면에서 여기 있다고 알려 주세요.',
    en: 'Your place is still there. Say on the next page that you are here.',
    ja: '場所は残っています。次の画面で、ここにいることをお知らせください。',
    zh: '位置仍在。请在下一个页面告知您在这里。',
  },
  'room.refused.unknown': {
    ko: '그렇게 할 수 없었습니다',
    en: 'That could not be done',
    ja: 'その操作はできませんでした',
    zh: '未能完成该操作',
  },
  'room.refused.unknown.what': {
    ko: '다시 보시면 지금 상태가 나옵니다.',
    en: 'Look again to see how things stand.',
    ja: '見直すと、現在の状態がわかります。',
    zh: '重新查看即可看到当前状态。',
  },
} satisfies MessageTable

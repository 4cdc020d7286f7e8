import type { MessageTable } from './table.ts'

/** What a fan can do on the page of a room, and what the page does by itself. */
export const roomActMessages = {
  'room.join': { ko: '줄 서기', en: 'Join the line', ja: '列に並ぶ', zh: '开始排队' },
  'room.join.what': {
    ko: '번호를 하나 받습니다. 창을 닫아도 자리는 남습니다.',
    en: 'You get one number. Close the tab, and your place stays.',
    ja: '番号をひとつ受け取ります。タブを閉じても場所は残ります。',
    zh: '领取一个号码。关掉页面，位置仍在。',
  },
  'room.enter': { ko: '들어가기', en: 'Go in', ja: '入場する', zh: '入场' },
  'room.enter.what': {
    ko: '빈자리가 있으면 기다리지 않고 바로 들어갑니다.',
    en: 'If there is a free slot, you are in at once.',
    ja: '空きがあれば、待たずにそのまま入場します。',
    zh: '如有空位，无需等候即可入场。',
  },
  'room.again': { ko: '다시 줄 서기', en: 'Join again', ja: '並び直す', zh: '重新排队' },
  'room.here': { ko: '여기 있어요', en: 'I’m here', ja: 'ここにいます', zh: '我在这里' },
  'room.release': { ko: '다 했어요', en: 'I’m done', ja: '終わりました', zh: '我已完成' },
  'room.home': {
    ko: 'Admit One 첫 화면으로',
    en: 'To the first page',
    ja: 'トップページへ',
    zh: '前往首页',
  },
  'room.sound': {
    ko: '차례가 오면 소리로 알리기',
    en: 'Sound when it is my turn',
    ja: '順番が来たら音で知らせる',
    zh: '轮到时用声音提醒',
  },
  'room.sound.on': { ko: '켜짐', en: 'on', ja: 'オン', zh: '已开启' },
  'room.sound.off': { ko: '꺼짐', en: 'off', ja: 'オフ', zh: '已关闭' },
  'room.look': { ko: '다시 보기', en: 'Look again', ja: '見直す', zh: '重新查看' },
  'room.leave': {
    ko: '줄에서 나가기',
    en: 'Leave the line',
    ja: '列を離れる',
    zh: '离开队伍',
  },
  'room.leave.what': {
    ko: '나가면 번호를 잃고 되돌릴 수 없습니다. 다시 서면 맨 뒤입니다.',
    en: 'You lose your number for good. If you join again, it is at the very end.',
    ja: '番号は失われ、元に戻せません。並び直すと最後尾になります。',
    zh: '号码将失效且无法恢复。重新排队须从队尾开始。',
  },
  'room.leave.sure': {
    ko: '번호를 버리고 나가기',
    en: 'Give up my number',
    ja: '番号を手放して離れる',
    zh: '放弃号码并离开',
  },

  'room.refresh': {
    ko: '이 페이지는 {n}초마다 스스로 새로 고칩니다.',
    en: 'This page renews itself every {n} s.',
    ja: 'このページは{n}秒ごとに自動で更新されます。',
    zh: '本页每 {n} 秒自动刷新。',
  },
  'room.refresh.placed': {
    ko: '직접 새로 고쳐도 자리는 그대로입니다.',
    en: 'Refreshing it yourself changes nothing in your place.',
    ja: '手動で更新しても場所は変わりません。',
    zh: '手动刷新也不会改变您的位置。',
  },
  'room.refresh.stop': {
    ko: '자동 새로고침 멈추기',
    en: 'Stop renewing',
    ja: '自動更新を止める',
    zh: '停止自动刷新',
  },
  'room.refresh.stopped': {
    ko: '자동 새로고침을 멈췄습니다.',
    en: 'This page no longer renews itself.',
    ja: '自動更新を止めました。',
    zh: '已停止自动刷新。',
  },
  'room.refresh.stopped.placed': {
    ko: '자동 새로고침을 멈췄습니다. 그동안은 차례를 알려 드릴 수 없고, 자리를 비운 것으로 셉니다.',
    en: 'This page no longer renews itself. Meanwhile it cannot tell you of your turn, and you count as away.',
    ja: '自動更新を止めました。その間は順番をお知らせできず、席を外したものとして数えます。',
    zh: '已停止自动刷新。在此期间无法通知您，并视为暂时离开。',
  },
  'room.refresh.start': {
    ko: '다시 켜기',
    en: 'Start again',
    ja: '再開する',
    zh: '重新开启',
  },
} satisfies MessageTable

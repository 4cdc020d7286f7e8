import type { MessageTable } from './table.ts'

/** What becomes of a sale that is over: its record is taken home, and its room removed. */
export const consoleRemovalMessages = {
  'console.record': {
    ko: '판매 기록 파일',
    en: 'The sale’s record',
    ja: '販売の記録ファイル',
    zh: '发售记录文件',
  },
  'console.record.what': {
    ko: '누구나 이 파일로 순서가 공정했는지 확인할 수 있습니다. 사람에 대한 정보는 없고, 큰 판매 뒤에는 수십 MB가 됩니다.',
    en: 'With it anybody can check that the line was fair. No person is in it; after a large sale it is tens of megabytes.',
    ja: 'このファイルで、順番が公正だったかを誰でも確認できます。個人の情報は含まず、大きな販売の後は数十MBになります。',
    zh: '任何人都可凭此文件核查排队是否公平。其中没有个人信息；大型发售后可达数十 MB。',
  },
  'console.record.get': {
    ko: 'CSV로 받기',
    en: 'Download as CSV',
    ja: 'CSVで受け取る',
    zh: '下载 CSV',
  },

  'console.remove': {
    ko: '대기실 지우기',
    en: 'Remove the room',
    ja: '待合室を削除する',
    zh: '删除等候室',
  },
  'console.remove.hint': {
    ko: '닫힌 판매나 아무도 들어오지 않은 대기실만 지울 수 있습니다. 다음 화면에서 먼저 확인합니다.',
    en: 'Only one that is closed, or that nobody has joined. The next page says first what it brings.',
    ja: '終了した販売、または誰も並んでいない待合室だけを削除できます。次の画面で先に確認します。',
    zh: '仅可删除已结束或无人加入的等候室。下一页会先说明后果。',
  },
  'console.remove.ask': {
    ko: '{title}: 이 대기실을 지울까요?',
    en: 'Remove {title}?',
    ja: '{title} を削除しますか？',
    zh: '删除 {title}？',
  },
  'console.remove.what': {
    ko: '되돌릴 수 없습니다. 설정, 모든 팬의 자리, 보고서와 판매 기록이 사라집니다.',
    en: 'For good: its settings, every fan’s place, its report and its record are gone.',
    ja: '元に戻せません。設定、全員の場所、レポート、販売の記録が消えます。',
    zh: '不可撤销：其设置、所有粉丝的位置、报告与发售记录都会消失。',
  },
  'console.remove.stays': {
    ko: '누가 무엇을 했는지의 기록은 남고, 아이디(‘{room}’)는 다시 쓸 수 없습니다.',
    en: 'The log of who did what stays, and the id {room} cannot be used again.',
    ja: '誰が何をしたかの記録は残り、ID {room} は再び使えません。',
    zh: '操作日志会保留，标识 {room} 不能再次使用。',
  },
  'console.remove.lost': {
    ko: '지우는 중에 답이 끊겼습니다.',
    en: 'No answer came while it was removed.',
    ja: '削除の途中で応答が途切れました。',
    zh: '删除途中没有收到回应。',
  },
  'console.remove.again': {
    ko: '일부만 지워졌을 수 있습니다. 한 번 더 지우면 남은 것이 사라집니다. 이미 다 지워졌더라도 괜찮습니다.',
    en: 'Some of it may be gone already. Remove it once more, and the rest goes too; if all of it is gone, that changes nothing.',
    ja: '一部だけ削除された可能性があります。もう一度削除すると残りも消えます。すべて消えていても問題ありません。',
    zh: '可能只删除了一部分。再删除一次，其余部分也会消失；若已全部删除，也不会有影响。',
  },
  'console.remove.now': {
    ko: '지금 이 대기실',
    en: 'The room now',
    ja: '現在の待合室',
    zh: '等候室现状',
  },
  'console.remove.joined': {
    ko: '번호를 받은 사람',
    en: 'Have joined',
    ja: '番号を受け取った人',
    zh: '已取号人数',
  },
  'console.remove.running': {
    ko: '아직 끝나지 않은 판매입니다. 먼저 판매를 끝내세요.',
    en: 'Its sale is not over: close it first.',
    ja: '販売がまだ終わっていません。先に販売を終了してください。',
    zh: '发售尚未结束：请先结束发售。',
  },
  'console.remove.inside': {
    ko: '아직 {n}명이 안에 있습니다. 모두 내보내거나, 나갈 때까지 기다리세요.',
    en: '{n} are in the shop still: revoke them all, or wait until they have left.',
    ja: 'まだ{n}人が入場中です。全員を退出させるか、出るまで待ってください。',
    zh: '仍有 {n} 人在店内：请全部撤销，或等待其离开。',
  },
  'console.remove.to-sale': {
    ko: '판매 화면으로',
    en: 'Go to the sale',
    ja: '販売の画面へ',
    zh: '前往发售页面',
  },
  'console.removed': {
    ko: '{room} 대기실을 지웠습니다.',
    en: '{room} is removed.',
    ja: '{room} を削除しました。',
    zh: '已删除 {room}。',
  },
  'console.removed.log': {
    ko: '남은 기록 보기',
    en: 'See its log',
    ja: '残った記録を見る',
    zh: '查看保留的日志',
  },
  'console.removed.room': {
    ko: '지운 대기실',
    en: 'Removed room',
    ja: '削除した待合室',
    zh: '已删除的等候室',
  },
} satisfies MessageTable

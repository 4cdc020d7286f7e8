import type { MessageTable } from './table.ts'

/** A place goes to another tab or device. */
export const roomMoveMessages = {
  'room.moved': {
    ko: '자리가 다른 화면으로 옮겨졌습니다',
    en: 'Another page holds this place now',
    ja: '別の画面がこの場所を引き継ぎました',
    zh: '另一个页面已接手此位置',
  },
  'room.moved.what': {
    ko: '자리를 옮긴 그 기기나 창에서 기다려 주세요. 여기서는 차례를 받지 않습니다.',
    en: 'Wait on the device or tab it was moved to. No turn will come here.',
    ja: '移した先の端末やタブでお待ちください。ここに順番は来ません。',
    zh: '请在接手的设备或页面上等候，这里不会再轮到。',
  },
  'room.moved.tab.what': {
    ko: '이 브라우저의 다른 창이 같은 자리에서 기다리고 있습니다. 자리는 그대로이고, 차례는 그 창에 옵니다. 이 창은 닫아도 됩니다.',
    en: 'Another tab of this browser waits with the same place. Nothing is lost: the turn comes there. You may close this one.',
    ja: 'このブラウザの別のタブが同じ場所で待っています。場所はそのままで、順番はそちらに来ます。このタブは閉じてもかまいません。',
    zh: '此浏览器的另一个标签页正以同一位置等候。位置不变，轮到时会在那边。可以关闭本页。',
  },
  'room.moved.device.what': {
    ko: '자리를 코드로 다른 기기에 옮기셨습니다. 차례는 그 기기에 오니 거기서 기다려 주세요. 이 창은 닫아도 됩니다.',
    en: 'The place was moved to another device by a code. The turn comes there: wait on it. You may close this page.',
    ja: 'コードで別の端末に場所を移しました。順番はその端末に来ますので、そちらでお待ちください。このページは閉じてもかまいません。',
    zh: '位置已通过代码移到另一台设备。轮到时会在那台设备上，请在那里等候。可以关闭本页。',
  },
  'room.moved.device.back': {
    ko: '여기서 바로 되가져올 수는 없습니다. 다시 이 기기로 옮기려면 그 기기에서 코드를 만드세요.',
    en: 'It cannot be taken back from here. To bring it to this device again, make a code on that one.',
    ja: 'ここから取り戻すことはできません。この端末に戻すには、移した先の端末でコードを作ってください。',
    zh: '无法从这里取回。如需移回本设备，请在那台设备上生成代码。',
  },
  'room.take-back': {
    ko: '이 창에서 이어서 기다리기',
    en: 'Go on waiting here',
    ja: 'このタブで続きを待つ',
    zh: '在本页继续等候',
  },
  'room.anew': {
    ko: '옮긴 기기를 쓸 수 없어요',
    en: 'I cannot use that device',
    ja: '移した端末が使えません',
    zh: '那台设备无法使用',
  },
  'room.anew.what': {
    ko: '여기서 다시 설 수는 있지만, 새 번호로 맨 뒤부터입니다.',
    en: 'You can join again here, but with a new number, at the very end.',
    ja: 'ここで並び直せますが、新しい番号で最後尾からになります。',
    zh: '可以在这里重新排队，但会得到新号码，从队尾开始。',
  },

  'room.transfer': {
    ko: '다른 기기로 옮기기',
    en: 'Move to another device',
    ja: '別の端末に移す',
    zh: '移到另一台设备',
  },
  'room.transfer.what': {
    ko: '옮길 기기로 QR 코드를 찍거나, 그 기기에서 이 대기실을 열고 코드를 입력하세요. 옮기고 나면 차례는 그 기기에 옵니다.',
    en: 'Scan the QR code with the other device, or open this room there and type the code. Then the turn comes to that device.',
    ja: '移す先の端末でQRコードを読み取るか、そこでこの待合室を開いてコードを入力してください。移した後は、順番はその端末に来ます。',
    zh: '用另一台设备扫描二维码，或在那里打开本等候室并输入代码。移动后，轮到时会在那台设备上。',
  },
  'room.transfer.once': {
    ko: '한 번만 쓸 수 있습니다. 코드를 쓰는 사람이 자리를 가져가니 다른 사람에게 보여 주지 마세요.',
    en: 'It works once. Whoever uses it takes the place: show it to nobody else.',
    ja: '一度だけ使えます。コードを使った人が場所を受け取るので、ほかの人に見せないでください。',
    zh: '只能使用一次。使用代码的人会取得此位置，请勿给他人看。',
  },
  'room.transfer.wait': {
    ko: '옮기기 전까지 자리는 이 기기에 그대로 있습니다.',
    en: 'Until it is used, the place stays on this device.',
    ja: '使われるまで、場所はこの端末にそのまま残ります。',
    zh: '在使用之前，位置仍保留在本设备。',
  },
  'room.transfer.until': {
    ko: '이 시각까지 쓸 수 있습니다',
    en: 'It works until',
    ja: '有効期限',
    zh: '有效期至',
  },
  'room.transfer.picture': {
    ko: '자리를 옮기는 주소가 담긴 QR 코드',
    en: 'QR code with the address that moves the place',
    ja: '場所を移すアドレスのQRコード',
    zh: '用于移动位置的网址二维码',
  },
  'room.transfer.back': {
    ko: '내 자리로 돌아가기',
    en: 'Back to my place',
    ja: '自分の場所に戻る',
    zh: '回到我的位置',
  },
  'room.redeem': {
    ko: '이 기기에서 이어서 기다릴까요?',
    en: 'Go on waiting on this device?',
    ja: 'この端末で続きを待ちますか？',
    zh: '要在本设备上继续等候吗？',
  },
  'room.redeem.what': {
    ko: '코드의 자리가 이 기기로 옵니다. 순서는 그대로이고, 먼저 쓰던 기기에는 더 이상 차례가 오지 않습니다.',
    en: 'The place of this code comes to this device. Its order is unchanged, and no turn comes to the other device any more.',
    ja: 'このコードの場所がこの端末に移ります。順番はそのままで、前の端末に順番は来なくなります。',
    zh: '此代码的位置会移到本设备。顺序不变，原来的设备不会再轮到。',
  },
  'room.code': {
    ko: '다른 기기에서 받은 코드가 있어요',
    en: 'I have a code from another device',
    ja: '別の端末のコードがあります',
    zh: '我有另一台设备的代码',
  },
  'room.code.label': { ko: '옮기기 코드', en: 'Code', ja: '移動コード', zh: '移动代码' },
  'room.code.hint': {
    ko: '대문자와 소문자, 붙임표는 구별하지 않습니다.',
    en: 'Capitals, small letters and hyphens make no difference.',
    ja: '大文字と小文字、ハイフンは区別しません。',
    zh: '不区分大小写和连字符。',
  },
  'room.code.bring': {
    ko: '자리 가져오기',
    en: 'Bring the place here',
    ja: '場所をここに移す',
    zh: '把位置移到这里',
  },
} satisfies MessageTable

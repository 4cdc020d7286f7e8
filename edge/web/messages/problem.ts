import type { MessageTable } from './table.ts'

/** What a person is told when something is not there, was refused or broke. */
export const problemMessages = {
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
  'problem.refused': {
    ko: '그 요청은 받을 수 없었습니다',
    en: 'That request was refused',
    ja: 'その操作は受け付けられませんでした',
    zh: '该请求未被接受',
  },
  'problem.refused.what': {
    ko: '이전 화면으로 돌아가 다시 해 보세요. 줄에 서 계셨다면 자리는 남아 있습니다.',
    en: 'Go back and try once more. If you were in a line, your place is still there.',
    ja: '前の画面に戻り、もう一度お試しください。並んでいた場合、場所は残っています。',
    zh: '请返回上一页再试一次。如果您正在排队，位置仍然保留。',
  },
  'problem.unavailable': {
    ko: '지금은 답할 수 없습니다',
    en: 'No answer can be given right now',
    ja: '今はお答えできません',
    zh: '现在暂时无法应答',
  },
  'problem.unavailable.what': {
    ko: '잠시 뒤 같은 주소를 다시 열어 주세요. 그동안 자리는 지켜 드립니다.',
    en: 'Open the same address again in a moment. Meanwhile your place is kept.',
    ja: '少し待って、同じアドレスを開き直してください。その間も場所は守られます。',
    zh: '请稍后重新打开同一地址。在此期间您的位置会为您保留。',
  },
  'problem.shop': {
    ko: '예매 페이지가 응답하지 않습니다',
    en: 'The shop does not answer',
    ja: '予約ページが応答しません',
    zh: '购票页面没有响应',
  },
  'problem.shop.what': {
    ko: '대기실은 잘 있습니다. 자리와 남은 시간은 그대로이니, 잠시 뒤 다시 열어 주세요.',
    en: 'The waiting room is well. Your place and your time are kept: try again in a moment.',
    ja: '待合室は正常です。場所と残り時間はそのままですので、少し待ってから開き直してください。',
    zh: '等候室一切正常。您的位置和剩余时间都会保留，请稍后重试。',
  },
  'problem.again': {
    ko: '다시 열기',
    en: 'Try again',
    ja: '開き直す',
    zh: '重试',
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
} satisfies MessageTable

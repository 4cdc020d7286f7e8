import type { MessageTable } from './table.ts'

/** The frame of the protocol's reference, which itself is in English. */
export const docsMessages = {
  'docs.title': { ko: '프로토콜', en: 'The protocol', ja: 'プロトコル', zh: '协议' },
  'docs.lead': {
    ko: '대기실에 말을 거는 모든 방법입니다. 어떤 언어로든 클라이언트를 만들 수 있습니다.',
    en: 'Every way to speak to a room: enough to write a client in any language.',
    ja: '待合室と話すすべての方法です。どの言語でもクライアントを書けます。',
    zh: '与等候室对话的全部方式，足以用任何语言编写客户端。',
  },
  'docs.english': {
    ko: '아래 설명은 영어로만 제공됩니다.',
    en: 'What follows is in English in every language of this site.',
    ja: '以下の説明は英語のみです。',
    zh: '以下说明仅有英文。',
  },
  'docs.pages': {
    ko: '프로토콜 문서',
    en: 'Pages of the protocol',
    ja: 'プロトコルの文書',
    zh: '协议文档',
  },
  'docs.routes': { ko: '주소', en: 'Addresses', ja: 'アドレス', zh: '地址' },
  'docs.messages': { ko: '메시지', en: 'Messages', ja: 'メッセージ', zh: '消息' },
  'docs.rules': {
    ko: '규칙과 거절',
    en: 'Rules and refusals',
    ja: '規則と拒否',
    zh: '规则与拒绝',
  },
  'docs.openapi': {
    ko: 'OpenAPI 문서',
    en: 'As OpenAPI',
    ja: 'OpenAPI の文書',
    zh: 'OpenAPI 文档',
  },
  'docs.contents': {
    ko: '이 쪽의 차례',
    en: 'On this page',
    ja: 'このページの目次',
    zh: '本页目录',
  },
} satisfies MessageTable

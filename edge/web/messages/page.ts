import type { MessageTable } from './table.ts'

/** The frame around every page. */
export const pageMessages = {
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
  'page.docs': {
    ko: '개발자 문서',
    en: 'For developers',
    ja: '開発者向け',
    zh: '开发者文档',
  },
  'page.status': { ko: '상태', en: 'Status', ja: '稼働状況', zh: '运行状态' },
} satisfies MessageTable

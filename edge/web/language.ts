/** Korean first: it is the language of whoever names none of these. */
export const languages = ['ko', 'en', 'ja', 'zh'] as const
export type Language = (typeof languages)[number]

/** What a language is called by those who read it, and its tag where `zh` alone says too little. */
export const languageNames: Record<Language, { name: string; tag: string }> = {
  ko: { name: '한국어', tag: 'ko' },
  en: { name: 'English', tag: 'en' },
  ja: { name: '日本語', tag: 'ja' },
  zh: { name: '简体中文', tag: 'zh-Hans' },
}

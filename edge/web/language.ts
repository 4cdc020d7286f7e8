import { languageDetector } from 'hono/language'

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

/**
 * `?lang=` says it plainly; otherwise the browser's wish. An unknown one is no error. Asked for
 * where a person reads the answer: programs poll a thousand times as often.
 */
export const language = languageDetector({
  order: ['querystring', 'header'],
  supportedLanguages: [...languages],
  fallbackLanguage: 'ko' satisfies Language,
  caches: false,
})

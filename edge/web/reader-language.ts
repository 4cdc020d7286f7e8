import { languageDetector } from 'hono/language'
import { languages, type Language } from './language.ts'

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

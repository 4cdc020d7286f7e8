/** In which a message to fans may be written. */
export const languages = ['ko', 'en', 'ja', 'zh'] as const

import type { Language } from '../language.ts'

/** Sentences by name, each in every language: one that is missing does not compile. */
export type MessageTable = Record<string, Record<Language, string>>

import { describe, expect, test } from 'vitest'
import { languages, type Language } from './language.ts'
import { messages, speak } from './messages.ts'

const table: [key: string, said: Record<Language, string>][] = Object.entries(messages)

/** The messages of which something holds: named, so that a red test says which. */
function those(holds: (said: Record<Language, string>) => boolean): string[] {
  return table.filter(([, said]) => holds(said)).map(([key]) => key)
}

/** What is left to be filled in a message, in no particular order. */
function braces(message: string): string {
  const found = [...message.matchAll(/\{\w+\}/g)].map(([brace]) => brace)
  return [...new Set(found)].toSorted().join()
}

describe('the message table', () => {
  test('says everything in the four languages and in no other', () => {
    const all = [...languages].toSorted().join()

    expect(those((said) => Object.keys(said).toSorted().join() !== all)).toEqual([])
  })

  test('has no empty message, and none with stray space around it', () => {
    const tidy = /^\S(.*\S)?$/

    expect(those((said) => !Object.values(said).every((message) => tidy.test(message)))).toEqual([])
  })

  test('writes each language in its own script, so none was left untranslated', () => {
    const hangul = /\p{Script=Hangul}/u
    const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u
    const han = /\p{Script=Han}/u

    expect(those(({ ko }) => !hangul.test(ko))).toEqual([])
    expect(those(({ en }) => hangul.test(en) || kana.test(en) || han.test(en))).toEqual([])
    expect(those(({ ja }) => hangul.test(ja) || !(kana.test(ja) || han.test(ja)))).toEqual([])
    expect(those(({ zh }) => hangul.test(zh) || kana.test(zh) || !han.test(zh))).toEqual([])
  })

  test('leaves the same braces to be filled in every language', () => {
    expect(those((said) => new Set(Object.values(said).map(braces)).size > 1)).toEqual([])
  })

  test('says no sentence twice in one language', () => {
    const sentences = table.filter(([key]) => key.endsWith('.what')).map(([, said]) => said)

    for (const language of languages) {
      const said = sentences.map((sentence) => sentence[language])
      expect(said.filter((sentence, at) => said.indexOf(sentence) !== at)).toEqual([])
    }
  })
})

describe('what is said', () => {
  test('has its braces filled, and those nobody filled are left to be seen', () => {
    expect(speak('en')('room.wait.range', { low: '1 min' })).toBe('1 min to {high}')
  })
})

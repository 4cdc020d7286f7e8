import { jsx } from 'hono/jsx'
import { describe, expect, test } from 'vitest'
import { because, reasonCodes } from '../../../core/reason.ts'
import { reasonSentences } from '../../../core/reason-sentences.ts'
import { languages } from '../language.ts'
import { speak } from '../messages.ts'
import { fieldsOf, readDeed } from './deed.ts'
import { WrongText } from './field.tsx'
import { Reader } from './reader.ts'
import { reasonIn } from './reason-words.ts'

describe('a reason', () => {
  test('is told in each language, with its numbers filled in', () => {
    const reason = because('whole-between', { min: 0, max: 1_000_000 })

    expect(languages.map((language) => reasonIn(speak(language), reason))).toEqual([
      { text: '0에서 1,000,000까지의 정수를 넣어 주세요.' },
      { text: 'a whole number from 0 to 1,000,000' },
      { text: '0から1,000,000までの整数を入力してください。' },
      { text: '请输入 0 至 1,000,000 的整数。' },
    ])
  })

  test('groups the digits of a count, and not those of a name', () => {
    const unknown = because('unknown-field', { name: '20261130' })
    const taken = because('room-exists', { id: '20261130' })
    const options = because('not-one-of', { options: '2026' })

    expect(reasonIn(speak('en'), because('too-large', { max: 20261130 })).text).toContain(
      '20,261,130',
    )
    expect([unknown, taken, options].map((reason) => reasonIn(speak('en'), reason).text)).toEqual([
      unknown,
      taken,
      options,
    ])
  })

  test.each(reasonCodes)('that is %s leaves no brace unfilled', (code) => {
    const sentence = reasonSentences[code].replaceAll(/\{\w+\}/g, '7')

    for (const language of languages) {
      expect(reasonIn(speak(language), sentence).text).not.toMatch(/\{\w+\}/)
    }
  })

  test('that begins with a path is told after it', () => {
    const reason = `settings.lanes: ${because('shares-above-all')}`

    expect(reasonIn(speak('ja'), reason)).toEqual({
      text: 'settings.lanes: 割合の合計が100 %を超えています。',
    })
  })

  test('that nobody has translated is told as it came, and marked as English', () => {
    expect(reasonIn(speak('ko'), 'Gremlins.')).toEqual({ text: 'Gremlins.', lang: 'en' })
  })
})

const wrongText = (reason: string) => jsx(WrongText, { id: 'w', reason })

describe('beside its field a reason', () => {
  const reason = because('shares-above-all')

  test('is in the language of the page', () => {
    const page = jsx(Reader.Provider, { value: speak('ko') }, wrongText(reason))

    expect(String(page)).toBe('<p class="wrong" id="w">몫을 더하면 100 %를 넘습니다.</p>')
  })

  test('is English where a page says no language, and where it is not known', () => {
    expect(String(wrongText(reason))).toContain('more than 100 %')
    expect(String(wrongText('Gremlins.'))).toContain('lang="en"')
  })
})

test('what a form finds wrong by itself has words, too', () => {
  const empty = fieldsOf([])
  const halfLane = fieldsOf([
    ['settings.lanes.0.id', 'a'],
    ['settings.lanes.0.sharePercent', '0'],
  ])
  const reads = [
    ...(['cap', 'rate', 'admit', 'message', 'change', 'end-session'] as const).map((name) =>
      readDeed(name, empty),
    ),
    readDeed('lanes', halfLane),
  ]

  const reasons = reads.map((read) => (read.kind === 'wrong' ? read.reason : 'none'))

  expect(reasons.map((reason) => reasonIn(speak('ko'), reason).lang)).toEqual(
    reads.map(() => undefined),
  )
})

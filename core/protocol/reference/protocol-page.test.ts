/** docs/PROTOCOL.md says what the tables say, no less and no more. */
import { describe, expect, test } from 'vitest'
import page from '../../../docs/PROTOCOL.md?raw'
import { PROTOCOL } from '../version.ts'
import { fieldsOf } from './fields.ts'
import { messages } from './messages.ts'
import { messageSections, refusalSections, routeSections, ruleSections } from './protocol-page.ts'
import { ruleGroups } from './rules.ts'
import { jsonSchemas } from './schemas.ts'

const sections = new Map(
  page.split(/^#{2,3} /m).map((section) => {
    const end = section.indexOf('\n')
    return [section.slice(0, end).trim(), section.slice(end)]
  }),
)

/** Paragraphs that are rules, on one line each. */
function rulesUnder(heading: string): string[] {
  const paragraphs = (sections.get(heading) ?? '').split(/\n\n+/)
  return paragraphs
    .map((paragraph) => paragraph.trim().replaceAll(/\s+/g, ' '))
    .filter((paragraph) => /^\*\*P\d/.test(paragraph))
}

/** Rows without the heads of their table, and without the blanks that line columns up. */
function rowsUnder(heading: string): string[] {
  const lines = (sections.get(heading) ?? '').split('\n').filter((line) => line.startsWith('|'))
  return lines.slice(2).map((line) => line.replaceAll(/ +/g, ' '))
}

describe('docs/PROTOCOL.md', () => {
  test.each(ruleSections())('has the rules of “$heading”, word for word', ({ heading, lines }) => {
    expect(rulesUnder(heading)).toEqual(lines)
  })

  test.each([...messageSections(), ...routeSections(), ...refusalSections()])(
    'has every row of “$heading”, and no other',
    ({ heading, lines }) => {
      expect(rowsUnder(heading)).toEqual(lines)
    },
  )

  test('P60: says what has changed within this version', () => {
    expect(sections.get('Changes within a version')).toContain(`**Version ${PROTOCOL}`)
  })
})

describe('the tables', () => {
  test('number the rules from one on, without a gap, in whatever order', () => {
    const numbers = ruleGroups.flatMap(({ rules }) =>
      Object.keys(rules).map((id) => Number(id.slice(1))),
    )

    expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1))
  })

  test.each(Object.entries(messages))(
    'explain every field of %s, and none it has not',
    (id, message) => {
      const fields = fieldsOf(jsonSchemas()[id] ?? {})
      const toExplain = fields.filter(({ type }) => !type.startsWith('"')).map(({ path }) => path)

      expect(Object.keys(message.fields).toSorted()).toEqual(toExplain.toSorted())
    },
  )

  test('name every message of a union', () => {
    const unnamed = Object.entries(jsonSchemas()).filter(([, { oneOf = [] }]) =>
      oneOf.some((one) => typeof one === 'boolean' || one.$ref === undefined),
    )

    expect(unnamed.map(([id]) => id)).toEqual([])
  })
})

/**
 * A reason travels as its English sentence, which is what the interface answers and what a schema can
 * carry. Since every sentence is made here of one table, it can be read back: who speaks another
 * language finds the code, and what stood in the braces.
 */
import { reasonSentences } from './reason-sentences.ts'

export type ReasonCode = keyof typeof reasonSentences

/** The names in a sentence's braces. */
export type BracesOf<Sentence extends string> =
  Sentence extends `${string}{${infer Name}}${infer Rest}`
    ? (Name extends `"${string}` ? never : Name) | BracesOf<Rest>
    : never

type Filling<Code extends ReasonCode> = BracesOf<(typeof reasonSentences)[Code]>
type Values<Code extends ReasonCode> = [Filling<Code>] extends [never]
  ? []
  : [values: Readonly<Record<Filling<Code>, string | number>>]

const BRACES = /\{(\w+)\}/g

export function because<Code extends ReasonCode>(code: Code, ...values: Values<Code>): string {
  const said = new Map<string, string | number>(Object.entries(values[0] ?? {}))
  return reasonSentences[code].replaceAll(BRACES, (_, name: string) => String(said.get(name)))
}

export type Reason = { readonly code: ReasonCode; readonly values: ReadonlyMap<string, string> }

/** No sentence of ours is longer; what is longer is not looked at. */
const SENTENCE_MAX_CHARS = 1_000

let known: { readonly code: ReasonCode; readonly pattern: RegExp }[] | undefined

/** Undefined for a sentence of somebody else. */
export function reasonOf(sentence: string): Reason | undefined {
  if (sentence.length > SENTENCE_MAX_CHARS) return undefined
  known ??= patterns()
  for (const { code, pattern } of known) {
    const found = pattern.exec(sentence)
    if (found !== null) return { code, values: new Map(Object.entries(found.groups ?? {})) }
  }
  return undefined
}

/** Whoever says more is asked first: "3 entries at least" is not "3 entries" of something. */
function patterns() {
  return reasonCodes
    .map((code) => ({ code, sentence: reasonSentences[code] }))
    .toSorted((a, b) => fixedChars(b.sentence) - fixedChars(a.sentence))
    .map(({ code, sentence }) => ({ code, pattern: patternOf(sentence) }))
}

export const reasonCodes = Object.keys(reasonSentences).filter(isCode)

function isCode(name: string): name is ReasonCode {
  return name in reasonSentences
}

function fixedChars(sentence: string): number {
  return sentence.replaceAll(BRACES, '').length
}

/** What is a count in every sentence: "somebody at least" is no sentence of ours. */
const counts: readonly string[] = ['min', 'max', 'n', 'floor', 'ceiling']
const COUNT = String.raw`-?\d[\d.e+-]*`

function patternOf(sentence: string): RegExp {
  const parts = sentence.split(BRACES)
  const source = parts.map((part, at) => {
    if (at % 2 === 0) return escaped(part)
    return `(?<${part}>${counts.includes(part) ? COUNT : '.+?'})`
  })
  return new RegExp(`^${source.join('')}$`, 'su')
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}

/** What zod finds wrong and no schema says in words of its own, in the words of all other reasons. */
import type { z } from 'zod'
import { because } from '../reason.ts'

/** What somebody sent is said back in no more than so many letters. */
const NAME_MAX_CHARS = 60

type Issue = z.core.$ZodRawIssue

/** For a schema's `safeParse`, as its `error`. */
export function issueReason(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? because('missing') : notOfType(issue.expected)
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return tooBig(issue)
    case 'invalid_value':
      return because('not-one-of', { options: issue.values.map(String).join(', ') })
    case 'unrecognized_keys':
      return because('unknown-field', { name: shortened(issue.keys[0] ?? '') })
    case 'invalid_key':
      return because('not-a-language')
    case 'invalid_format':
      return because('not-so-written')
    case 'invalid_element':
    case 'invalid_union':
    case 'not_multiple_of':
    case 'custom':
      return because('not-expected')
  }
}

function notOfType(expected: string): string {
  switch (expected) {
    case 'number':
      return because('not-a-number')
    case 'int':
      return because('not-a-whole-number')
    case 'string':
      return because('not-a-text')
    case 'boolean':
      return because('not-true-or-false')
    case 'array':
      return because('not-a-list')
    case 'object':
    case 'record':
      return because('not-fields')
    default:
      return because('not-expected')
  }
}

function tooSmall({ origin, minimum }: Extract<Issue, { code: 'too_small' }>): string {
  const min = String(minimum)
  if (origin === 'string') return because('too-few-characters', { min })
  return origin === 'array' ? because('too-few-entries', { min }) : because('too-small', { min })
}

function tooBig({ origin, maximum }: Extract<Issue, { code: 'too_big' }>): string {
  const max = String(maximum)
  if (origin === 'string') return because('too-many-characters', { max })
  return origin === 'array' ? because('too-many-entries', { max }) : because('too-large', { max })
}

function shortened(name: string): string {
  return name.length <= NAME_MAX_CHARS ? name : `${name.slice(0, NAME_MAX_CHARS)}…`
}

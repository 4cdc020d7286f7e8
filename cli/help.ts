/** What `admit-one` says of itself, from the table of its verbs. */
import { NotUnderstood, type Option, type Verb } from './verb.ts'
import { verbGroups, verbs } from './verbs.ts'

const HEAD = `admit-one VERB …             operate sales

By default it speaks to the Admit One that was started in this folder. Another one is named by
ADMIT_ONE_URL or --url, and your token by ADMIT_ONE_TOKEN or --token-file.`

const TAIL = `admit-one help VERB          what a verb takes
admit-one completion SHELL   for bash, zsh or fish: eval "$(admit-one completion bash)"

Ends with 0 done, 1 refused or a check found something, 2 not understood, 3 somebody changed it
meanwhile, 4 not allowed, 5 nobody answers, 6 asked and answered no.

Secrets, deploys, D1 and rollbacks are wrangler’s. Do not deploy, put a secret or tail during a sale:
docs/operating.md says why.`

export function helpText(name: string | undefined): string {
  if (name !== undefined) {
    const verb = verbs.find((one) => one.name === name)
    if (verb === undefined)
      throw new NotUnderstood(`There is no "${name}": admit-one help lists all.`)
    return helpOf(verb)
  }
  const width = Math.max(...verbs.map((verb) => usageOf(verb).length))
  const groups = verbGroups.map(({ title, verbs: these }) =>
    [title, ...these.map((verb) => `  ${usageOf(verb).padEnd(width)}  ${verb.what}`)].join('\n'),
  )
  return [HEAD, ...groups, TAIL].join('\n\n')
}

export function helpOf(verb: Verb): string {
  const options = Object.entries({ ...verb.options, ...alike }).map(
    ([name, option]) => [flagOf(name, option), option.what] as const,
  )
  const width = Math.max(...options.map(([flag]) => flag.length))
  return [
    `admit-one ${usageOf(verb)}`,
    verb.what,
    '',
    ...options.map(([flag, what]) => `  ${flag.padEnd(width)}  ${what}`),
  ].join('\n')
}

/** Every verb takes these. */
export const alike: Readonly<Record<string, Option>> = {
  json: { type: 'boolean', what: 'what a program can read' },
  url: { type: 'string', takes: 'URL', what: 'where Admit One is' },
  'token-file': { type: 'string', takes: 'FILE', what: 'where your token is' },
  help: { type: 'boolean', what: 'this' },
}

function usageOf({ name, takes }: Verb): string {
  return takes === '' ? name : `${name} ${takes}`
}

function flagOf(name: string, { takes }: Option): string {
  return takes === undefined ? `--${name}` : `--${name} ${takes}`
}

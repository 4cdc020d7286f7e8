/** The command `admit-one`: what is asked is read, the verb is run, and what came of it is the exit code. */
import { parseArgs } from 'node:util'
import { printableJson } from '../core/printable.ts'
import { completionOf } from './completion.ts'
import { conflictText } from './conflict-text.ts'
import { alike, helpOf, helpText } from './help.ts'
import { OperatorClient, Refused, Unreachable } from './operator-client.ts'
import { whereOf } from './where.ts'
import { LeftAlone, NotUnderstood, type Around, type Option, type Said, type Verb } from './verb.ts'
import { verbs } from './verbs.ts'

const EXIT = {
  done: 0,
  /** The product said no, or a check found something. */
  refused: 1,
  /** Asked wrongly: nothing was done. */
  notUnderstood: 2,
  /** Somebody changed it meanwhile. */
  conflict: 3,
  /** No token, or too small a role. */
  notAllowed: 4,
  unreachable: 5,
  /** Asked, and answered no. */
  leftAlone: 6,
} as const

export async function run(args: readonly string[], around: Around): Promise<number> {
  const json = args.includes('--json')
  try {
    const said = await answerTo(args, around)
    const text = json && said.json !== undefined ? printableJson(said.json) : said.text
    if (text !== '') around.print(text)
    return said.exit ?? EXIT.done
  } catch (error) {
    return complain(error, around, json)
  }
}

async function answerTo(args: readonly string[], around: Around): Promise<Said> {
  const [name, ...rest] = args
  if (name === undefined || ['help', '--help', '-h'].includes(name)) {
    const text = helpText(name === 'help' ? rest[0] : undefined)
    return { text, json: undefined }
  }
  if (name.startsWith('-')) throw new NotUnderstood('Say the verb first, and its flags after it.')
  if (name === 'completion') return { text: completionOf(rest[0]), json: undefined }
  const verb = verbs.find((one) => one.name === name)
  if (verb === undefined)
    throw new NotUnderstood(`There is no "${name}": admit-one help lists all.`)
  if (verb.passesOn === true) return verb.run(callOf(verb, rest, {}, around))
  const { values, positionals } = parsed(verb, rest)
  if (values['help'] === true) return { text: helpOf(verb), json: undefined }
  return verb.run(callOf(verb, positionals, values, around))
}

function callOf(
  verb: Verb,
  args: readonly string[],
  options: Readonly<Record<string, string | boolean | undefined>>,
  around: Around,
) {
  // Whoever only checks a file needs no token and no server.
  const where = () => whereOf(options, around)
  const client = new OperatorClient(where)
  return { client, args, options, around }
}

function parsed(verb: Verb, args: readonly string[]) {
  const known: Readonly<Record<string, Option>> = { ...alike, ...verb.options }
  const options = Object.fromEntries(
    Object.entries(known).map(([name, { type }]) => [name, { type }]),
  )
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options })
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('. ')[0] ?? '') : 'Not understood'
    throw new NotUnderstood(`${reason}. admit-one help ${verb.name} says what it takes.`)
  }
}

function complain(error: unknown, { complain: say }: Around, json: boolean): number {
  if (error instanceof NotUnderstood) return told(error.message, EXIT.notUnderstood)
  if (error instanceof LeftAlone) return told(error.message, EXIT.leftAlone)
  if (error instanceof Unreachable) return told(error.message, EXIT.unreachable)
  if (!(error instanceof Refused)) throw error
  const { status, code, body } = error
  const text = code === 'version-conflict' ? conflictText(body) : error.message
  const isBarred = status === 401 || status === 403
  const exit = isBarred ? EXIT.notAllowed : EXIT.refused
  return told(json ? printableJson(body) : text, code === 'version-conflict' ? EXIT.conflict : exit)

  function told(message: string, exitCode: number): number {
    say(message)
    return exitCode
  }
}

/** The record of a sale: written to a file, and held against the rules. */
import { resolve } from 'node:path'
import { checkRecord } from '../check-record.ts'
import { named } from '../steer.ts'
import { NotUnderstood, type Call, type Said, type Verb } from '../verb.ts'

async function exported(call: Call): Promise<Said> {
  const room = named(call, 0, 'room')
  const { out } = call.options
  const lines: string[] = []
  let from: string | undefined
  do {
    const query = from === undefined ? {} : { from }
    const page = await call.client.ask('record', { room, query })
    if (lines.length === 0) lines.push(page.header)
    lines.push(...page.lines)
    from = page.next
  } while (from !== undefined)
  const text = `${lines.join('\n')}\n`
  if (typeof out !== 'string') return { text: text.trimEnd(), json: { lines } }
  call.around.write(resolve(call.around.folder, out), text)
  return {
    text: `${lines.length - 1} lines are in ${out}.`,
    json: { lines: lines.length - 1, out },
  }
}

async function checked(call: Call): Promise<Said> {
  const path = named(call, 0, 'file')
  let text: string
  try {
    text = call.around.read(path === '-' ? path : resolve(call.around.folder, path))
  } catch {
    throw new NotUnderstood(`${path} cannot be read.`)
  }
  const json = checkRecord(text)
  const { findings, lines, called } = json
  const head = `${lines} lines, ${called} turns.`
  const told = findings.length === 0 ? ['R1, R2, R3 and R4 hold.'] : findings
  return { text: [head, ...told].join('\n'), json, exit: findings.length === 0 ? 0 : 1 }
}

export const recordVerbs: readonly Verb[] = [
  {
    name: 'export',
    takes: 'ROOM',
    what: 'the sale’s record as CSV',
    options: { out: { type: 'string', takes: 'FILE', what: 'in place of the terminal' } },
    run: exported,
  },
  {
    name: 'check-record',
    takes: 'FILE',
    what: 'hold an exported record against R1 to R4',
    run: checked,
  },
]

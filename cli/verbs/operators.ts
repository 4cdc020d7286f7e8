/** Who may operate. */
import { roleSchema } from '../../core/operate/role.ts'
import { named } from '../steer.ts'
import { NotUnderstood, type Call, type Said, type Verb } from '../verb.ts'
import { instant, table } from '../words.ts'
import { logText } from './rooms.ts'

async function listed({ client }: Call): Promise<Said> {
  const { operators } = await client.ask('listOperators')
  const rows = operators.map(({ id, name, role, email = '', createdAtMs, revokedAtMs }) => [
    id,
    name,
    role,
    email,
    revokedAtMs === undefined ? `since ${instant(createdAtMs)}` : `until ${instant(revokedAtMs)}`,
  ])
  const head = ['id', 'name', 'role', 'e-mail', '']
  const text = rows.length === 0 ? 'There is nobody but the owner’s key.' : table([head, ...rows])
  return { text, json: operators }
}

async function added(call: Call): Promise<Said> {
  const name = call.args.join(' ')
  const role = roleSchema.safeParse(call.options['role'])
  if (name === '') throw new NotUnderstood('Say whom to add, by name.')
  if (!role.success) throw new NotUnderstood('Say --role viewer, operator or owner.')
  const { email } = call.options
  const body = { name, role: role.data, ...(typeof email === 'string' && { email }) }
  const json = await call.client.ask('addOperator', { body })
  const { operator, token } = json
  const way =
    token === undefined
      ? `They come by Cloudflare Access as ${operator.email}.`
      : `Their token, shown this once:\n${token}`
  return { text: `${operator.name} is ${operator.role} (${operator.id}).\n${way}`, json }
}

export const operatorVerbs: readonly Verb[] = [
  {
    name: 'me',
    takes: '',
    what: 'whose token this is, and what they may do',
    run: async ({ client }) => {
      const json = await client.ask('me')
      return { text: `${json.name}, ${json.role} (${json.id})`, json }
    },
  },
  { name: 'operators', takes: '', what: 'list who may operate', run: listed },
  {
    name: 'add-operator',
    takes: 'NAME',
    what: 'give somebody a right',
    options: {
      role: { type: 'string', takes: 'ROLE', what: 'viewer, operator or owner' },
      email: {
        type: 'string',
        takes: 'ADDRESS',
        what: 'comes by Cloudflare Access, not by a token',
      },
    },
    run: added,
  },
  {
    name: 'revoke-operator',
    takes: 'ID',
    what: 'take somebody’s right, at once',
    run: async (call) => {
      const json = await call.client.ask('revokeOperator', { operator: named(call, 0, 'operator') })
      return { text: `${json.name} may not operate any more.`, json }
    },
  },
  {
    name: 'operators-log',
    takes: '',
    what: 'who gave whom which right, and took it',
    run: async ({ client }) => {
      const json = await client.ask('operatorsAudit')
      return { text: logText(json.entries), json }
    },
  },
]

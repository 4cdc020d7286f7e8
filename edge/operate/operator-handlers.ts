/** Who may operate. */
import { sha256 } from '@noble/hashes/sha2.js'
import { auditPage } from '../../core/operate/room-answers.ts'
import { AppError } from '../../core/problem.ts'
import { because } from '../../core/reason.ts'
import { answered } from '../fan/fan.ts'
import { directoryStub } from '../objects/stubs.ts'
import type { Handlers } from './api.ts'
import type { Asked } from './asked.ts'
import { newOperatorId, tokenOf } from './operator-token.ts'

export const operatorHandlers: Handlers<
  'me' | 'listOperators' | 'addOperator' | 'revokeOperator' | 'operatorsAudit'
> = {
  me: async ({ actor }) => actor,

  listOperators: async ({ env }) => ({
    operators: await answered(() => directoryStub(env).operators()),
  }),

  async addOperator({ env, body, actor, requestId, key }) {
    const id = key === undefined ? newOperatorId() : idByKey(actor.id, key)
    const operator = await answered(() =>
      directoryStub(env).addOperator(id, body, { by: actor, requestId }),
    )
    if (operator === undefined) {
      throw new AppError('limit-reached', because('operators-are-full'))
    }
    if (operator.email !== undefined) return { operator }
    return { operator, token: tokenOf(env.OPERATOR_KEY ?? '', id) }
  },

  async revokeOperator({ env, params, actor, requestId }: Asked<unknown, unknown>) {
    const id = params['operator'] ?? ''
    const operator = await answered(() =>
      directoryStub(env).revokeOperator(id, { by: actor, requestId }),
    )
    if (operator === undefined) {
      throw new AppError('not-found', 'There is no such operator: check the id.')
    }
    return operator
  },

  async operatorsAudit({ env, query }) {
    const text = await answered(() => directoryStub(env).audit(query))
    return auditPage.parse(JSON.parse(text))
  },
}

/** The same request said twice adds one operator, and its answer is the same token. */
function idByKey(actor: string, key: string): string {
  const hash = sha256(new TextEncoder().encode(`${actor} ${key}`))
  return Array.from(hash.subarray(0, 12), (byte) => (byte % 36).toString(36)).join('')
}

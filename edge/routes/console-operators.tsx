/** Who may operate: owners see it, add somebody, and take their right. */
import { Hono, type Context } from 'hono'
import { newOperator } from '../../core/operate/operator.ts'
import { auditQuery } from '../../core/operate/requests.ts'
import { AppError } from '../../core/problem.ts'
import { operatorHandlers } from '../operate/operator-handlers.ts'
import type { EdgeEnv } from '../settings.ts'
import { fieldsOf, type Typed, type Wrong } from '../web/console/deed.ts'
import { OperatorsPage, RevokePage, type Added } from '../web/console/operators-page.tsx'
import { answerPage } from '../web/page.tsx'
import { askedOf } from './console-asked.ts'
import { allowed, aroundOf } from './console-gate.tsx'
import { bodyTextOf, readAs } from './room-request.ts'

const ENTRIES_A_PAGE = 20

export const consoleOperators = new Hono<EdgeEnv>()

consoleOperators.use('/operators', allowed('owner'))
consoleOperators.use('/operators/*', allowed('owner'))

consoleOperators.get('/operators', (c) => show(c, {}))

/** Answered at once, and not by a redirect: a token is in no address, and in no page but this. */
consoleOperators.post('/operators', async (c) => {
  const fields = fieldsOf(new URLSearchParams(await bodyTextOf(c)))
  const email = fields.get('email')
  try {
    const body = readAs(newOperator, {
      name: fields.get('name'),
      role: fields.get('role'),
      ...(email !== '' && { email }),
    })
    const added = await operatorHandlers.addOperator(askedOf(c, { query: undefined, body }))
    return show(c, { added })
  } catch (error) {
    // Whoever did not answer may have added them: that is answered as everywhere.
    if (!(error instanceof AppError) || error.code === 'room-busy') throw error
    const { field = 'name', reason = error.message } = error.details
    c.status(400)
    return show(c, { typed: fields.get, wrong: { field, reason } })
  }
})

consoleOperators.get('/operators/:operator', async (c) => {
  const { operators } = await operatorHandlers.listOperators(
    askedOf(c, { query: undefined, body: undefined }),
  )
  const operator = operators.find(({ id }) => id === c.req.param('operator'))
  if (operator === undefined) {
    throw new AppError('not-found', 'There is no such operator: check the address.')
  }
  return answerPage(c, <RevokePage operator={operator} {...aroundOf(c)} />)
})

consoleOperators.post('/operators/:operator/revoke', async (c) => {
  await operatorHandlers.revokeOperator(askedOf(c, { query: undefined, body: undefined }))
  return c.redirect(`/operate/operators?lang=${c.var.language}`, 303)
})

type Shown = { added?: Added; typed?: Typed; wrong?: Wrong }

async function show(
  c: Context<EdgeEnv>,
  { added, typed = () => '', wrong }: Shown,
): Promise<Response> {
  const asked = c.req.query('before')
  const { before } = readAs(auditQuery, { ...(asked !== undefined && { before: asked }) })
  const query = { limit: ENTRIES_A_PAGE, ...(before !== undefined && { before }) }
  const [{ operators }, log] = await Promise.all([
    operatorHandlers.listOperators(askedOf(c, { query: undefined, body: undefined })),
    operatorHandlers.operatorsAudit(askedOf(c, { query, body: undefined })),
  ])
  return answerPage(
    c,
    <OperatorsPage
      operators={operators}
      log={log}
      before={before}
      added={added}
      typed={typed}
      wrong={wrong}
      {...aroundOf(c)}
    />,
  )
}

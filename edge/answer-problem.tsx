import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import { AppError, problemOf, statusOfCode } from '../core/problem.ts'
import { answerJson } from './answer-json.ts'
import { buildOf } from './build.ts'
import type { EdgeEnv } from './settings.ts'
import { standardHeaders } from './standard-headers.ts'
import { language } from './web/reader-language.ts'
import { answerPage } from './web/page.tsx'
import { ProblemPage } from './web/problem-page.tsx'

/** A page for who reads pages, `{ code, message }` for everyone else. Never what broke. */
export async function answerProblem(
  c: Context<EdgeEnv>,
  error: unknown,
  more: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const problem = problemOf(error)
  const status = statusOfCode(problem.code)
  if (status === 500) logFailure(c, error)
  const againSeconds = error instanceof AppError ? error.details.retryAfterSeconds : undefined
  const headers = {
    ...more,
    Vary: 'Accept, Accept-Language',
    ...(againSeconds !== undefined && { 'Retry-After': String(againSeconds) }),
  }
  if (!wantsPage(c)) return answerJson(c, problem, status, headers)
  for (const [name, value] of standardHeaders) c.header(name, value)
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
  c.header('Cache-Control', 'no-store')
  c.status(status)
  await language(c, async () => {})
  const build = buildOf(c.env)
  return answerPage(
    c,
    <ProblemPage
      code={problem.code}
      status={status}
      requestId={c.var.requestId}
      build={build}
      language={c.var.language}
    />,
  )
}

function wantsPage(c: Context<EdgeEnv>): boolean {
  const json = 'application/json'
  const chosen = accepts(c, { header: 'Accept', supports: ['text/html', json], default: json })
  return chosen === 'text/html'
}

/** One line for whoever is called at night; the request id is the one the caller was told. */
function logFailure(c: Context<EdgeEnv>, error: unknown): void {
  const { method, path } = c.req
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
  console.error(JSON.stringify({ level: 'error', requestId: c.var.requestId, method, path, what }))
}

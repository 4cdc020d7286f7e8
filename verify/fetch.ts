/** For whatever speaks `Request` and `Response`: Workers, Deno, Bun, a service of one's own. */
import { decide, type Answered, type Asked, type Passed } from './way-in.ts'
import type { Shop } from './shop.ts'

export type Admitted = Pick<Passed, 'admission' | 'marked'>
type Handler<Rest extends unknown[]> = (
  request: Request,
  admitted: Admitted,
  ...rest: Rest
) => Response | Promise<Response>

/** Only who was admitted reaches the handler. */
export function protect<Rest extends unknown[]>(
  shop: Shop,
  handler: Handler<Rest>,
): (request: Request, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => {
    const decision = await decide(shop, askedBy(request))
    if (decision.kind === 'answer') return responseOf(decision)
    const { admission, marked, setCookies } = decision
    return withCookies(await handler(request, { admission, marked }, ...rest), setCookies)
  }
}

export function askedBy({ method, url, headers }: Request): Asked {
  return { method, url, header: (name) => headers.get(name) ?? undefined }
}

export function responseOf({ status, headers, body }: Answered): Response {
  // All at once: of a text alone a response would make up a type of its own.
  const pairs = headers.map(([name, value]): [string, string] => [name, value])
  return new Response(body === '' ? null : body, { status, headers: pairs })
}

/** The handler's answer, its body untouched, with the next token. */
export function withCookies(response: Response, setCookies: readonly string[]): Response {
  if (setCookies.length === 0) return response
  const answered = new Response(response.body, response)
  for (const cookie of setCookies) answered.headers.append('Set-Cookie', cookie)
  answered.headers.set('Cache-Control', 'private, no-store')
  return answered
}

/** Requests that `fetch` would not send: of another host, or with a body that never comes. */
import { request, type IncomingMessage } from 'node:http'

type RawRequest = {
  readonly method?: 'GET' | 'POST'
  /** As it is sent, unresolved. */
  readonly path: string
  readonly headers: Record<string, string>
  /** Not ended: so much is sent, and no more. */
  readonly begun?: string
}

type RawAnswer = { readonly status: number; readonly header: (name: string) => string | undefined }

export function sendRaw(origin: string, asked: RawRequest): Promise<RawAnswer> {
  const { method = 'GET', path, headers, begun } = asked
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers }, (answer: IncomingMessage) => {
      const known = new Headers(
        Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
          values.map((value): [string, string] => [name, value]),
        ),
      )
      resolve({
        status: answer.statusCode ?? 0,
        header: (name) => known.get(name) ?? undefined,
      })
      sent.destroy()
    })
    sent.on('error', reject)
    if (begun === undefined) sent.end()
    else sent.write(begun)
  })
}

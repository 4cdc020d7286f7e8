/** What Node's own requests and answers need, under Express and Fastify alike. */
import type { IncomingMessage } from 'node:http'
import type { Answered, Asked } from './way-in.ts'

/** `url` as it first came: a router takes off what it was mounted at. */
export function askedByNode(request: IncomingMessage, url: string): Asked {
  return {
    method: request.method ?? 'GET',
    url,
    header: (name) => {
      const value = request.headers[name.toLowerCase()]
      return Array.isArray(value) ? value.join(', ') : value
    },
  }
}

/** Of several headers of one name a list, as Node wants them. */
export function headersOf({ headers }: Answered): Record<string, string | string[]> {
  const cookies = headers.flatMap(([name, value]) => (name === 'Set-Cookie' ? [value] : []))
  const others = headers.filter(([name]) => name !== 'Set-Cookie')
  return {
    ...Object.fromEntries(others),
    ...(cookies.length > 0 && { 'Set-Cookie': cookies }),
  }
}

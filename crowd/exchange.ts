/**
 * Requests and answers over HTTP. Connections are kept and few, so that thousands of fans do not
 * use up the machine's ports.
 */
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'

const CONNECTIONS = 256
/** From when a connection is to be had: a crowd of one machine waits for one of few. */
const ANSWER_WITHIN_MS = 10_000

type Request = {
  readonly method: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | undefined
}

export type Answer = {
  readonly status: number
  readonly retryAfter: string | undefined
  readonly body: string
  /** What a browser heeds besides. */
  readonly location: string | undefined
  readonly cookies: readonly string[]
}

export type Exchange = {
  /** Fails when nobody answers, or not in time. */
  readonly send: (url: URL, request: Request) => Promise<Answer>
  readonly close: () => void
}

export function keptConnections(isSecure: boolean): Exchange {
  const options = { keepAlive: true, maxSockets: CONNECTIONS, maxFreeSockets: CONNECTIONS }
  const agent = isSecure ? new HttpsAgent(options) : new HttpAgent(options)
  const begin = isSecure ? httpsRequest : httpRequest
  return {
    send: (url, { method, headers = {}, body }) =>
      new Promise((resolve, reject) => {
        const request = begin(url, { method, headers, agent, timeout: ANSWER_WITHIN_MS })
        request.on('response', (response) => {
          answerOf(response).then(resolve, reject)
        })
        request.on('timeout', () => request.destroy(new Error('no answer in time')))
        request.on('error', reject)
        request.end(body)
      }),
    close: () => agent.destroy(),
  }
}

export function bearer(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` }
}

export async function answerOf(response: IncomingMessage): Promise<Answer> {
  let body = ''
  for await (const chunk of response.setEncoding('utf8')) body += String(chunk)
  const { 'retry-after': retryAfter, location, 'set-cookie': cookies = [] } = response.headers
  return { status: response.statusCode ?? 0, retryAfter, body, location, cookies }
}

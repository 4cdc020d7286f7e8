/** A server said something that is no HTTP/1.1 response; the message says what. */
export class ResponseError extends Error {}

export interface Head {
  status: number
  /** Names in lower case; a name sent twice has two values, in order. */
  headers: ReadonlyMap<string, readonly string[]>
  framing: Framing
  keepsAlive: boolean
}

/** How the end of the body is known (RFC 9112, section 6.3). */
type Framing = { kind: 'sized'; sizeBytes: number } | { kind: 'chunked' } | { kind: 'until-close' }

/** Reads the lines before the empty one. */
export function parseHead(text: string): Head {
  const [statusLine = '', ...lines] = text.split('\r\n')
  const [, minor, status] = /^HTTP\/1\.([01]) ([1-9][0-9]{2})(?: .*)?$/.exec(statusLine) ?? []
  if (status === undefined) throw new ResponseError('The status line of a response is malformed.')
  const headers = parseHeaders(lines)
  const framing = framingOf(headers)
  const connection = (headers.get('connection') ?? []).join(',').toLowerCase()
  const staysOpen =
    minor === '1' ? !/\bclose\b/.test(connection) : /\bkeep-alive\b/.test(connection)
  return {
    status: Number(status),
    headers,
    framing,
    keepsAlive: staysOpen && framing.kind !== 'until-close',
  }
}

function parseHeaders(lines: readonly string[]): Map<string, string[]> {
  const headers = new Map<string, string[]>()
  for (const line of lines) {
    const [, name, value = ''] =
      /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? []
    if (name === undefined) throw new ResponseError('A header of a response is malformed.')
    const key = name.toLowerCase()
    const values = headers.get(key)
    if (values === undefined) headers.set(key, [value])
    else values.push(value)
  }
  return headers
}

function framingOf(headers: ReadonlyMap<string, readonly string[]>): Framing {
  const encodings = headers.get('transfer-encoding')
  const lengths = headers.get('content-length')
  if (encodings !== undefined) {
    if (lengths !== undefined) {
      throw new ResponseError('A response has both a length and a transfer encoding.')
    }
    if (encodings.join(',').toLowerCase() !== 'chunked') {
      throw new ResponseError('A response has a transfer encoding other than chunked.')
    }
    return { kind: 'chunked' }
  }
  if (lengths === undefined) return { kind: 'until-close' }
  const [length = ''] = lengths
  if (!/^[0-9]{1,15}$/.test(length) || lengths.some((other) => other !== length)) {
    throw new ResponseError('The length of a response is not one number.')
  }
  return { kind: 'sized', sizeBytes: Number(length) }
}

import { z } from 'zod'

/** One request to the measured server; the host and the length of the body are added. */
export const httpRequest = z.object({
  method: z.string().regex(/^[A-Z]+$/, 'A method is upper-case letters.'),
  path: z.string().regex(/^\/[!-~]*$/, 'A path begins with / and has no spaces.'),
  headers: z
    .record(
      z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'A header has a name without spaces.'),
      z.string().regex(/^[ -~\t]*$/, 'The value of a header is one line of printable ASCII.'),
    )
    .optional(),
  body: z.string().optional(),
})
export type HttpRequest = z.infer<typeof httpRequest>

/** The whole request as it goes over the wire. */
export function encodeRequest(request: HttpRequest, host: string): Buffer {
  const { method, path, headers = {}, body } = httpRequest.parse(request)
  const lines = [`${method} ${path} HTTP/1.1`, `host: ${host}`]
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`)
  if (body !== undefined) lines.push(`content-length: ${Buffer.byteLength(body)}`)
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body ?? ''}`)
}

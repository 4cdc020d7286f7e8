/**
 * Cloudflare Access before the operators' pages: it signs whom it let in. The header is believed only
 * with its signature, by the team's published keys, since a request may reach us without Access.
 */
import { createRemoteJWKSet, jwtVerify } from 'jose'
import type { Bindings } from '../settings.ts'

export const ACCESS_HEADER = 'Cf-Access-Jwt-Assertion'

type Keys = ReturnType<typeof createRemoteJWKSet>
let held: { readonly team: string; readonly keys: Keys } | undefined

/** The address of whoever Access let in; undefined where it did not. */
export async function emailOf(
  { ACCESS_TEAM, ACCESS_AUDIENCE }: Pick<Bindings, 'ACCESS_TEAM' | 'ACCESS_AUDIENCE'>,
  assertion: string,
): Promise<string | undefined> {
  if (ACCESS_TEAM === undefined || ACCESS_AUDIENCE === undefined) return undefined
  if (held?.team !== ACCESS_TEAM) {
    const keys = createRemoteJWKSet(new URL('/cdn-cgi/access/certs', ACCESS_TEAM))
    held = { team: ACCESS_TEAM, keys }
  }
  try {
    const { payload } = await jwtVerify(assertion, held.keys, {
      issuer: ACCESS_TEAM,
      audience: ACCESS_AUDIENCE,
      algorithms: ['RS256'],
    })
    const { email } = payload
    return typeof email === 'string' ? email.toLowerCase() : undefined
  } catch {
    return undefined
  }
}

/** The gateway's word to the shop, signed once a second for each session. */
import { assertionOf, type Asserted } from '../../core/token/assertion.ts'
import type { Bindings } from '../settings.ts'
import { admissionKeys, type AdmissionKeys } from '../tokens/admission-keys.ts'
import { signJwt } from '../tokens/jwt.ts'

const HELD_MS = 1_000
const HELD_MAX = 4_096

type Signed = { readonly text: string; readonly by: AdmissionKeys; readonly atMs: number }
const held = new Map<string, Signed>()

export async function assertion(env: Bindings, asserted: Asserted): Promise<string> {
  const keys = await admissionKeys(env)
  const { room, marked, session } = asserted
  const key = `${room} ${marked} ${session?.jti ?? ''}`
  const nowMs = Date.now()
  const known = held.get(key)
  if (known?.by === keys && nowMs - known.atMs < HELD_MS) return known.text
  const text = await signJwt(keys, 'assertion+jwt', assertionOf(asserted, nowMs))
  if (held.size >= HELD_MAX) held.clear()
  held.set(key, { text, by: keys, atMs: nowMs })
  return text
}

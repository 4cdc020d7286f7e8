/**
 * The waiting room's public keys, kept until a token names one that is not among them: then they
 * are asked for again, once for all who wait, and not more often than every few seconds, whatever
 * strangers send. When they cannot be had, those of before stay.
 */
import { importJWK, type CryptoKey } from 'jose'
import { z } from 'zod'
import { ask, parsed } from './ask.ts'
import type { Settings } from './settings.ts'

const AGAIN_MS = 5_000
/** Keys that were taken out of the set are gone here by then. */
const HELD_MS = 5 * 60_000
const MAX_BYTES = 256 * 1_024

const keySet = z.object({ keys: z.array(z.unknown()).min(1).max(32) })
const ownKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  kid: z.string(),
  x: z.string(),
  y: z.string(),
})

export class Keys {
  readonly #settings: Settings
  #byId: ReadonlyMap<string, CryptoKey> = new Map()
  #askedAtMs = -Infinity
  #asking: Promise<void> | undefined

  constructor(settings: Settings) {
    this.#settings = settings
  }

  /** Without asking anybody, where what is held is young. */
  held(id: string): CryptoKey | undefined {
    return performance.now() - this.#askedAtMs > HELD_MS ? undefined : this.#byId.get(id)
  }

  async named(id: string): Promise<CryptoKey | undefined> {
    const isOld = performance.now() - this.#askedAtMs > HELD_MS
    const known = this.#byId.get(id)
    // Old ones still serve: they are renewed beside.
    if (known !== undefined) {
      if (isOld) void this.refresh().catch(() => {})
      return known
    }
    if (this.#asking !== undefined || performance.now() - this.#askedAtMs >= AGAIN_MS) {
      await this.refresh().catch(() => {})
    }
    return this.#byId.get(id)
  }

  refresh(): Promise<void> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined
    })
    return this.#asking
  }

  async #ask(): Promise<void> {
    this.#askedAtMs = performance.now()
    const address = `${this.#settings.issuer}/.well-known/jwks.json`
    try {
      const { status, text } = await ask(this.#settings, address, { maxBytes: MAX_BYTES })
      const read = keySet.safeParse(parsed(text))
      if (status !== 200 || !read.success) {
        throw new Error(`${address} answered ${status}, and not the waiting room’s keys`)
      }
      const keys = (await Promise.all(read.data.keys.map(imported))).filter(
        (key) => key !== undefined,
      )
      if (keys.length === 0) throw new Error(`${address} lists no key that is known here`)
      this.#byId = new Map(keys)
    } catch (error) {
      this.#settings.onError(error instanceof Error ? error : new Error('keys cannot be read'))
      throw error
    }
  }
}

/** Undefined where it is of another kind: a later room may list more than is known here. */
async function imported(given: unknown): Promise<readonly [string, CryptoKey] | undefined> {
  const read = ownKey.safeParse(given)
  if (!read.success) return undefined
  const { kid, ...jwk } = read.data
  const key = await importJWK(jwk, 'ES256').catch(() => undefined)
  return key === undefined || key instanceof Uint8Array ? undefined : [kid, key]
}

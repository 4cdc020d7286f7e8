/**
 * A shop's own check of a token, in turns with the signature alone, by the same library; and what
 * a list of many ended sessions costs it in memory and in bytes a second.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { compactVerify, exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose'
import { takeTurns, type Comparison } from '../pairs.ts'
import { admitOne, type Shop } from '../../verify/index.ts'
import { hashOf } from '../../verify/shop.ts'
import type { Size } from './sizes.ts'

type Said = (line: string) => void

const ISSUER = 'https://queue.example'
const AUDIENCE = 'https://shop.example'
const ROOM = 'bench'
const EPOCH = 'cHmSfVAi1e9n2ZKz'
/** Each its own, so that nothing can be remembered. */
const TOKENS = 2_000
const AT_ONCE = 8
const ENDED = 20_000
/** As long as a session that was cut short stays on the list. */
const LISTED_SECONDS = 65

export interface VerifyFigures {
  ratio: number
  perSecond: number
  barePerSecond: number
  /** Of a list of 20,000: its memory, the first look at it, and each second's after that. */
  listBytes: number
  firstBytes: number
  refreshBytes: number
}

export async function measureVerifying(
  size: Size,
  said: Said,
): Promise<{ verify: VerifyFigures; comparison: Comparison }> {
  const room = await BenchRoom.open()
  const listBytes = await heapOfList(room)
  const shop = room.shop(ENDED)
  try {
    await shop.ready()
    const tokens = await room.tokens(TOKENS)
    const check = async ({ token, holder }: (typeof tokens)[number]) => {
      const { kind } = await shop.verifyAdmission({ token, holder })
      if (kind !== 'admitted') throw new Error('a good token is refused')
    }
    const bare = async ({ token }: (typeof tokens)[number]) => {
      await compactVerify(token, room.publicKey, { algorithms: ['ES256'] })
    }
    const turn = (one: typeof check) => () => checksPerSecond(tokens, one, size.seconds)
    const comparison = await takeTurns(
      [
        { name: 'verifyAdmission', run: turn(check) },
        { name: 'bare', run: turn(bare) },
      ],
      size.rounds,
      said,
    )
    const of = (who: string) => comparison.figures[who]?.['checks/s']?.median ?? Number.NaN
    return {
      comparison,
      verify: {
        ratio: comparison.ratios['bare']?.['checks/s']?.median ?? Number.NaN,
        perSecond: of('verifyAdmission'),
        barePerSecond: of('bare'),
        listBytes,
        firstBytes: (await room.pages(ENDED)).reduce((sum, { length }) => sum + length, 0),
        refreshBytes: (await room.delta(0, Math.ceil(ENDED / LISTED_SECONDS), false)).length,
      },
    }
  } finally {
    shop.close()
  }
}

/** The waiting room as far as a verifier sees it, without a network. */
class BenchRoom {
  readonly publicKey: CryptoKey
  readonly #privateKey: CryptoKey
  readonly #jwks: string

  private constructor(keys: { publicKey: CryptoKey; privateKey: CryptoKey }, jwks: string) {
    this.publicKey = keys.publicKey
    this.#privateKey = keys.privateKey
    this.#jwks = jwks
  }

  static async open(): Promise<BenchRoom> {
    const keys = await generateKeyPair('ES256', { extractable: true })
    const key = { ...(await exportJWK(keys.publicKey)), kid: 'b1' }
    return new BenchRoom(keys, JSON.stringify({ keys: [key] }))
  }

  shop(ended: number): Shop {
    return admitOne({
      room: `${ISSUER}/rooms/${ROOM}`,
      audience: AUDIENCE,
      serviceKey: 'x'.repeat(32),
      fetch: async (asked) => {
        const address = asked instanceof Request ? asked.url : asked
        return new Response(await this.#answer(new URL(address), ended))
      },
    })
  }

  async tokens(count: number): Promise<{ token: string; holder: string }[]> {
    const iat = Math.floor(Date.now() / 1_000)
    return Promise.all(
      Array.from({ length: count }, async (_, number) => {
        const holder = String(number).padStart(43, 'h')
        const token = await this.#signed('admission+jwt', {
          iss: ISSUER,
          aud: AUDIENCE,
          sub: `general:${number}`,
          jti: `${EPOCH}.general.${number}.1`,
          iat,
          exp: iat + 60,
          room: ROOM,
          epoch: EPOCH,
          lane: 'general',
          cnf: { 'cookie#S256': hashOf(holder) },
        })
        return { token, holder }
      }),
    )
  }

  async pages(ended: number): Promise<string[]> {
    const half = ended / 2
    return [await this.delta(0, half, true), await this.delta(half, ended, false)]
  }

  delta(from: number, to: number, more: boolean): Promise<string> {
    const nowMs = Date.now()
    const entries = Array.from({ length: to - from }, (_, index) => ({
      jti: `${EPOCH}.general.${1_000_000 + from + index}.${from + index}`,
      untilMs: nowMs + 60_000,
    }))
    return this.#signed('revocations+jwt', {
      iss: ISSUER,
      room: ROOM,
      epoch: EPOCH,
      from,
      to,
      more,
      noLine: false,
      asOfMs: nowMs,
      signedAtMs: nowMs,
      entries,
    })
  }

  async #answer(url: URL, ended: number): Promise<string> {
    if (url.pathname.endsWith('jwks.json')) return this.#jwks
    const after = Number(url.searchParams.get('after'))
    const half = ended / 2
    return after < half ? this.delta(after, half, true) : this.delta(after, ended, false)
  }

  #signed(typ: string, claims: Record<string, unknown>): Promise<string> {
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', typ, kid: 'b1' })
      .sign(this.#privateKey)
  }
}

async function checksPerSecond<T>(
  items: readonly T[],
  check: (item: T) => Promise<void>,
  seconds: number,
): Promise<{ 'checks/s': number }> {
  let checked = 0
  const beganMs = performance.now()
  const untilMs = beganMs + seconds * 1_000
  const worker = async () => {
    while (performance.now() < untilMs) {
      const item = items[checked++ % items.length]
      if (item !== undefined) await check(item)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return { 'checks/s': (checked * 1_000) / (performance.now() - beganMs) }
}

/** What a shop holds with so many ended sessions, over what it holds with none. */
async function heapOfList(room: BenchRoom): Promise<number> {
  const [none, many] = [room.shop(0), room.shop(ENDED)]
  await none.ready()
  const beforeBytes = heapBytes()
  await many.ready()
  const bytes = heapBytes() - beforeBytes
  none.close()
  many.close()
  return bytes
}

setFlagsFromString('--expose-gc')
const collect: unknown = runInNewContext('gc')

function heapBytes(): number {
  if (typeof collect === 'function') for (let time = 0; time < 3; time += 1) collect()
  return process.memoryUsage().heapUsed
}

/**
 * The code that moves a place: twelve letters and digits that a person reads off one screen and
 * types on another. It says where the place stands, so that it is asked of one segment alone, and
 * a secret of 33 bits, of which a segment lets nobody try more than a few.
 */
import { LANES_MAX, SEGMENT_SPAN, SEGMENTS_MAX } from '../queue/limits.ts'

/** Crockford's: without I, L, O and U, which are taken for others or make words. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CHARS = 12
const GROUP = 4
const LETTER_BITS = 5n

const POSITIONS = BigInt(SEGMENTS_MAX * SEGMENT_SPAN)
const LANES = BigInt(LANES_MAX)
/** Secrets are below this. */
export const TRANSFER_SECRETS = 2 ** 33

/** Of two random words of 32 bits each. Without a bias: the number of secrets is a power of two. */
export function transferSecret(high: number, low: number): number {
  return (high % 2) * 2 ** 32 + low
}

export type TransferCode = {
  /** The lane by its place in the room's settings. */
  readonly lane: number
  readonly position: number
  readonly secret: number
}

/** `7K2M-94QX-0TZB`. */
export function transferCodeText({ lane, position, secret }: TransferCode): string {
  let rest = (BigInt(secret) * POSITIONS + BigInt(position)) * LANES + BigInt(lane)
  let text = ''
  for (let letter = 0; letter < CHARS; letter += 1) {
    text = (ALPHABET[Number(rest & 31n)] ?? '') + text
    rest >>= LETTER_BITS
    if (letter % GROUP === GROUP - 1 && letter < CHARS - 1) text = `-${text}`
  }
  return text
}

/** As a person may have typed it: any case, any spaces and hyphens, O for 0, I and L for 1. */
export function readTransferCode(text: string): TransferCode | undefined {
  const letters = text
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  if (letters.length !== CHARS) return undefined
  let whole = 0n
  for (const letter of letters) {
    const value = ALPHABET.indexOf(letter)
    if (value < 0) return undefined
    whole = (whole << LETTER_BITS) | BigInt(value)
  }
  const place = whole / LANES
  return {
    lane: Number(whole % LANES),
    position: Number(place % POSITIONS),
    secret: Number(place / POSITIONS),
  }
}

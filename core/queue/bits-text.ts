/**
 * Bits as text for documents and snapshots: base64 of the bytes, lowest offset first, with the
 * zero bytes at the end left out, since most sets of a young segment end early.
 */
import { assert } from '../assert.ts'
import { emptyBits, type Bits } from './bits.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const CODES = new Map(Array.from(ALPHABET).map((letter, code) => [letter, code]))

export function bitsToText({ words }: Bits): string {
  const bytes = new Uint8Array(words.length * 4)
  words.forEach((word, index) => {
    for (let part = 0; part < 4; part += 1) bytes[index * 4 + part] = (word >>> (part * 8)) & 0xff
  })
  const used = bytes.findLastIndex((byte) => byte !== 0) + 1
  let text = ''
  for (let index = 0; index < used; index += 3) {
    const left = used - index
    const chunk =
      ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0)
    for (let part = 0; part < (left >= 3 ? 4 : left + 1); part += 1) {
      text += ALPHABET[(chunk >>> (18 - part * 6)) & 63] ?? ''
    }
  }
  return text
}

/** The reverse; undefined when the text is not such a set of this span. */
export function bitsFromText(span: number, text: string): Bits | undefined {
  const words = [...emptyBits(span).words]
  const bytes = bytesOf(text)
  if (bytes === undefined || bytes.length > words.length * 4) return undefined
  bytes.forEach((byte, index) => {
    words[index >>> 2] = (words[index >>> 2] ?? 0) | (byte << ((index & 3) * 8))
  })
  const bits = { span, words }
  return overflows(bits) ? undefined : bits
}

function bytesOf(text: string): number[] | undefined {
  const bytes: number[] = []
  let held = 0
  let heldBits = 0
  for (const letter of text) {
    const code = CODES.get(letter)
    if (code === undefined) return undefined
    held = (held << 6) | code
    heldBits += 6
    if (heldBits >= 8) {
      heldBits -= 8
      bytes.push((held >>> heldBits) & 0xff)
      held &= (1 << heldBits) - 1
    }
  }
  assert(heldBits < 8, 'whole bytes were taken out')
  return held === 0 && heldBits < 6 ? bytes : undefined
}

function overflows({ span, words }: Bits): boolean {
  const rest = span & 31
  return rest !== 0 && (words.at(-1) ?? 0) >>> rest !== 0
}

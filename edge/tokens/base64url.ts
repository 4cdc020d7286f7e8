/** Bytes as base64url without padding, and back. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function textOfBytes(bytes: Uint8Array): string {
  let text = ''
  for (let index = 0; index < bytes.length; index += 3) {
    const left = bytes.length - index
    const chunk =
      ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0)
    for (let part = 0; part < (left >= 3 ? 4 : left + 1); part += 1) {
      text += ALPHABET[(chunk >>> (18 - part * 6)) & 63] ?? ''
    }
  }
  return text
}

/** Undefined when it is none. */
export function bytesFromText(text: string): Uint8Array<ArrayBuffer> | undefined {
  const binary = binaryFromText(text)
  if (binary === undefined) return undefined
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index)
  return bytes
}

/** Of text whose letters are bytes, as JSON without a letter beyond ASCII is. */
export function textOfBinary(binary: string): string {
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

export function binaryFromText(text: string): string | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined
  try {
    return atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    return undefined
  }
}

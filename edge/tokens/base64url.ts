/** Bytes as base64url without padding, and back. */
const base64url = { alphabet: 'base64url' } as const

export function textOfBytes(bytes: Uint8Array): string {
  return bytes.toBase64({ ...base64url, omitPadding: true })
}

/** Undefined when it is none. */
export function bytesFromText(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.fromBase64(text, base64url)
  } catch {
    return undefined
  }
}

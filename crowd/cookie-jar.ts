/** The cookies of one browser, for one server: a later one of the same name takes the place. */
export class CookieJar {
  readonly #cookies = new Map<string, string>()

  /** `Set-Cookie` headers, in their order. */
  heed(headers: readonly string[]): void {
    for (const header of headers) {
      const [pair = '', ...attributes] = header.split(';').map((part) => part.trim())
      const at = pair.indexOf('=')
      if (at < 1) continue
      const isOver = attributes.some((attribute) => /^max-age=(0|-\d+)$/i.test(attribute))
      if (isOver) this.#cookies.delete(pair.slice(0, at))
      else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
  }

  /** Nothing is sent where there is nothing. */
  headers(): Record<string, string> {
    if (this.#cookies.size === 0) return {}
    return { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
  }
}

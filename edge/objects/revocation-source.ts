/**
 * The room's revocations as they are held on their way out, by a desk and by an isolate: asked for
 * page by page from where they are held, and handed on. What is held says itself how old it is.
 */
import type { RevocationsPage } from '../../core/queue/room/revocations-page.ts'
import { fed, type RevocationFeed } from '../../core/token/revocation-feed.ts'

type Cursor = { readonly epoch: string | undefined; readonly after: number }

/** Of one look: the log has at most a million entries, and a page ten thousand. */
const PAGES_MAX = 101

export class RevocationSource {
  #feed: RevocationFeed | undefined
  #askedAtMs = -Infinity
  get held(): RevocationFeed | undefined {
    return this.#feed
  }

  isOlderThan(ms: number, nowMs: number): boolean {
    return nowMs - this.#askedAtMs >= ms
  }

  async refresh(ask: (cursor: Cursor) => Promise<RevocationsPage>): Promise<void> {
    const askedAtMs = Date.now()
    for (let pages = 0; pages < PAGES_MAX; pages += 1) {
      const { epoch, to: after = 0 } = this.#feed ?? {}
      const page = await ask({ epoch, after })
      this.#feed = fed(this.#feed, page, askedAtMs)
      if (!page.more) break
    }
    this.#askedAtMs = askedAtMs
  }
}

/** The one page of both shops: a seat to choose, and what the shop was told of who is there. */
import { html } from 'hono/html'
import type { Admission } from '../verify/index.ts'
import { languages, words, type Language } from './words.ts'

const SEATS = ['A-1', 'A-2', 'B-7', 'C-12'] as const
const names: Record<Language, string> = { ko: '한국어', en: 'English', ja: '日本語', zh: '中文' }

export type ShopPage = {
  readonly language: Language
  /** Where this shop's addresses begin: behind the gateway they share a host. */
  readonly base: string
  readonly admission: Admission | undefined
  readonly marked: boolean
  readonly seat: string | undefined
  /** What was checked, word for word. */
  readonly raw: unknown
}

export function shopPage({ language, base, admission, marked, seat, raw }: ShopPage) {
  const say = (name: keyof typeof words) => words[name][language]
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'medium', timeZone: 'Asia/Seoul' })
  const facts = [
    ['session', say('session'), admission?.sessionId ?? say('none')],
    ['subject', say('lane'), admission?.subject ?? say('none')],
    ['room', say('room'), admission?.room ?? say('none')],
    ['until', say('until'), admission === undefined ? '' : clock.format(admission.expiresAtMs)],
    ['marked', say('marked'), marked ? say('yes') : say('no')],
  ]
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${say('show')} · ${say('name')}</title>
        <link rel="stylesheet" href="${base}/assets/shop.css" />
      </head>
      <body>
        <header>
          <p class="name">${say('name')}</p>
          <nav aria-label="Languages">
            ${languages.map(
              (one) =>
                html`<a
                  href="${base}/?lang=${one}"
                  lang="${one}"
                  hreflang="${one}"
                  ${one === language ? html`aria-current="true"` : ''}
                  >${names[one]}</a
                > `,
            )}
          </nav>
        </header>
        <main>
          <section class="programme">
            <h1>${say('show')}</h1>
            <p>${say('demo')}</p>
            <form method="post" action="${base}/hold">
              <fieldset>
                <legend>${say('choose')}</legend>
                <div class="seats">
                  ${SEATS.map(
                    (name, index) =>
                      html`<label
                        ><input
                          type="radio"
                          name="seat"
                          value="${name}"
                          ${(seat ?? SEATS[0]) === name || (seat === undefined && index === 0) ? html`checked` : ''}
                        /><span>${name}</span></label
                      >`,
                  )}
                </div>
              </fieldset>
              <button>${say('hold')}</button>
            </form>
            <p class="held">
              ${say('held')}: <strong data-fact="seat">${seat ?? say('none')}</strong>
            </p>
            <form method="post" action="${base}/done">
              <button class="quiet">${say('done')}</button>
            </form>
          </section>
          <section class="told" aria-labelledby="told">
            <h2 id="told">${say('told')}</h2>
            <dl>
              ${facts.map(
                ([fact, label, value]) =>
                  html`<div>
                    <dt>${label}</dt>
                    <dd data-fact="${fact}">${value}</dd>
                  </div>`,
              )}
            </dl>
            <details>
              <summary>${say('raw')}</summary>
              <pre tabindex="0">${JSON.stringify(raw, null, 2)}</pre>
            </details>
          </section>
        </main>
      </body>
    </html>`
}

export function isSeat(text: unknown): text is (typeof SEATS)[number] {
  return SEATS.some((seat) => seat === text)
}

/**
 * Our own files and nothing else; no script at all. A form may end in the waiting room: browsers
 * hold the policy against where it is redirected to, too.
 */
export function pageHeaders(room: string): Record<string, string> {
  const forms = `form-action 'self' ${new URL(room).origin}`
  return {
    'Content-Security-Policy': `default-src 'none'; style-src 'self'; ${forms}; base-uri 'none'; frame-ancestors 'none'`,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  }
}

/** The routes for people: one page, without script, in one stylesheet of its own. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { html, raw } from 'hono/html'
import { jsonSchema } from './json-schema.ts'
import { meaningOf, refusalsOf } from './refusals.ts'
import type { Route, Who } from './route.ts'

const css = readFileSync(join(import.meta.dirname, 'docs.css'), 'utf8')
const style = raw(`<style>${css}</style>`)
const cssHash = createHash('sha256').update(css).digest('base64')

/** Its own style, known by its hash, and nothing else. */
export const docsPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${cssHash}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const whoAsks: Readonly<Record<Who, string>> = {
  open: 'Anybody.',
  service: 'One of our own services, by Authorization: Bearer and its key.',
  metrics: 'One of our own services, or Prometheus by the key of its own.',
  assertion: 'Whoever was admitted, through the waiting room’s gateway.',
}

type Html = ReturnType<typeof html>

export async function docsPage(routes: readonly Route[], version: string): Promise<string> {
  const page = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>The origin’s routes – Admit One</title>
        ${style}
      </head>
      <body>
        <header>
          <h1>The origin’s routes</h1>
          <p>Version ${version}. For programs: <a href="/openapi.json">openapi.json</a>.</p>
          <nav aria-label="Routes">
            <ul>
              ${routes.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
            </ul>
          </nav>
        </header>
        <main>${routes.map(sectionOf)}</main>
      </body>
    </html>`
  return page.toString()
}

function sectionOf(route: Route): Html {
  const { id, method, path, who, title, what, body, answer, media } = route
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    <p class="address"><code>${method.toUpperCase()} ${path}</code></p>
    <p>${prose(what)}</p>
    <dl>
      <dt>Who may ask</dt>
      <dd>${whoAsks[who]}</dd>
      ${body === undefined ? '' : shape('Sent', jsonSchema(body, 'input'))}
      ${media === undefined ? shape('Answered', jsonSchema(answer, 'output')) : ''}
      <dt>Or refused</dt>
      <dd>
        <ul>
          ${refusalsOf(route).flatMap(([status, codes]) =>
            codes.map(
              (code) =>
                html`<li>${status} <code>${code}</code> ${prose(meaningOf(code) ?? '')}</li>`,
            ),
          )}
        </ul>
      </dd>
    </dl>
  </section>`
}

/** What stands between backticks is code, as in a comment. */
function prose(text: string): (Html | string)[] {
  return text.split('`').map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part))
}

function shape(name: string, schema: unknown): Html {
  return html`<dt>${name}</dt>
    <dd>
      <details>
        <summary>JSON schema</summary>
        <pre tabindex="0">${JSON.stringify(schema, null, 2)}</pre>
      </details>
    </dd>`
}

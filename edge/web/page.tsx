import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Child, PropsWithChildren } from 'hono/jsx'
import { assetUrl, type Build } from '../build.ts'
import type { EdgeEnv } from '../settings.ts'
import { languageNames, languages, type Language } from './language.ts'
import { speak } from './messages.ts'

type PageProps = PropsWithChildren<{
  title: string
  language: Language
  build: Build
  /** The stylesheets it wears besides those all pages share. */
  styles?: readonly (
    | 'ticket'
    | 'landing'
    | 'room'
    | 'way-drawings'
    | 'problem'
    | 'docs'
    | 'console'
    | 'console-sale'
    | 'console-records'
  )[]
  /** In their place one file with all of it, where each round trip counts. */
  sheet?: string
  /** Its script, a module: named first and as urgent as the styles, or it would be fetched last. */
  script?: string | undefined
  /** More for the head: what only this page says of itself. */
  head?: Child
}>

/** The frame every page stands in: head, skip link, languages, main, and what is running. */
export function Page(props: PageProps) {
  const { title, language, build, styles = [], sheet, script, head, children } = props
  const say = speak(language)
  return (
    <html lang={languageNames[language].tag}>
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {script === undefined ? null : (
          <script type="module" fetchpriority="high" src={assetUrl(script, build)}></script>
        )}
        {sheetsOf(styles, sheet).map((file) => (
          <link rel="stylesheet" href={assetUrl(file, build)} />
        ))}
        <link rel="icon" type="image/svg+xml" href={assetUrl('icon.svg', build)} />
        {head}
      </head>
      <body>
        <a class="skip" href="#main">
          {say('page.skip')}
        </a>
        <header class="top">
          <a class="wordmark" href={`/?lang=${language}`} aria-label={say('page.home')}>
            Admit One
          </a>
          <Languages current={language} label={say('page.languages')} />
        </header>
        <main id="main" tabindex={-1}>
          {children}
        </main>
        <Footer language={language} build={build} />
      </body>
    </html>
  )
}

function sheetsOf(styles: readonly string[], sheet: string | undefined): string[] {
  return sheet === undefined ? ['tokens', 'page', ...styles].map((name) => `${name}.css`) : [sheet]
}

/** Each language in its own name. A bare query keeps the reader on the page they are on. */
function Languages({ current, label }: { current: Language; label: string }) {
  return (
    <nav class="languages" aria-label={label}>
      <ul>
        {languages.map((language) => {
          const { name, tag } = languageNames[language]
          return (
            <li>
              <a
                href={`?lang=${language}`}
                hreflang={tag}
                lang={tag}
                {...(language === current ? { 'aria-current': 'true' as const } : {})}
              >
                {name}
              </a>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

function Footer({ language, build }: { language: Language; build: Build }) {
  const say = speak(language)
  return (
    <footer class="bottom">
      <p>
        {say('page.version')} <a href="/version">{build.version}</a>
        {build.build === null ? null : (
          <span class="build">
            {say('page.build')} {build.build.tag ?? build.build.id.slice(0, 8)}
          </span>
        )}
      </p>
      <p>
        <a href="/docs">{say('page.docs')}</a> <a href="/healthz">{say('page.status')}</a>
      </p>
    </footer>
  )
}

export function answerPage(c: Context<EdgeEnv>, page: Child): Response | Promise<Response> {
  c.header('Content-Language', languageNames[c.var.language].tag)
  return c.html(html`<!doctype html>${page}`)
}

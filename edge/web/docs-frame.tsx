import type { PropsWithChildren } from 'hono/jsx'
import type { MessageId } from '../../core/protocol/reference/messages.ts'
import type { Build } from '../build.ts'
import type { Language } from './language.ts'
import { speak } from './messages.ts'
import { Page } from './page.tsx'

export type DocsProps = { language: Language; build: Build }

type FrameProps = PropsWithChildren<
  DocsProps & {
    page: DocsPages
    /** What the page has, by anchor. */
    contents: readonly { id: string; title: string }[]
  }
>

const addresses = { routes: '/docs', messages: '/docs/messages', rules: '/docs/rules' } as const
type DocsPages = keyof typeof addresses
const pages = ['routes', 'messages', 'rules'] as const satisfies readonly DocsPages[]

/** What the pages of the protocol share: in the reader's language around a reference in English. */
export function DocsFrame({ language, build, page, contents, children }: FrameProps) {
  const say = speak(language)
  return (
    <Page
      title={`${say('docs.title')}: ${say(`docs.${page}`)} · Admit One`}
      language={language}
      build={build}
      styles={['docs']}
      head={<meta name="description" content={say('docs.lead')} />}
    >
      <div class="intro">
        <h1>{say('docs.title')}</h1>
        <p>{say('docs.lead')}</p>
        {language === 'en' ? null : <p class="aside">{say('docs.english')}</p>}
        <nav aria-label={say('docs.pages')}>
          <ul class="pages">
            {pages.map((name) => (
              <li>
                <a
                  href={`${addresses[name]}?lang=${language}`}
                  {...(name === page ? { 'aria-current': 'page' as const } : {})}
                >
                  {say(`docs.${name}`)}
                </a>
              </li>
            ))}
            <li>
              <a href="/openapi.json">{say('docs.openapi')}</a>
            </li>
          </ul>
        </nav>
      </div>
      <div class="sheet">
        <nav class="contents" aria-labelledby="contents">
          <h2 id="contents">{say('docs.contents')}</h2>
          <ul lang="en">
            {contents.map(({ id, title }) => (
              <li>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="reference" lang="en">
          {children}
        </div>
      </div>
    </Page>
  )
}

/** What stands between backticks is code. */
export function Marked({ text }: { text: string }) {
  return <>{text.split('`').map((part, index) => (index % 2 === 0 ? part : <code>{part}</code>))}</>
}

export function MessageLink({ id }: { id: MessageId }) {
  return <a href={`${addresses.messages}#${id}`}>{id}</a>
}

import type { Child, PropsWithChildren } from 'hono/jsx'
import type { Actor } from '../../../core/operate/operator.ts'
import type { Build } from '../../build.ts'
import type { Language } from '../language.ts'
import { speak, type Say } from '../messages.ts'
import { Page } from '../page.tsx'
import { Reader } from './reader.ts'

export type Around = { language: Language; build: Build; actor: Actor }

type ConsolePageProps = PropsWithChildren<
  Around & {
    title: string
    /** Which of the pages it is, of those above it. */
    here?: 'rooms' | 'operators'
    head?: Child
  }
>

/** The frame of the operators' pages: where one is, who one is, and the way out. */
export function ConsolePage({ title, here, head, children, ...around }: ConsolePageProps) {
  const { language, build, actor } = around
  const say = speak(language)
  return (
    <Page
      title={`${title} · ${say('console.name')}`}
      language={language}
      build={build}
      styles={['console', 'console-sale', 'console-records']}
      script={`scripts/console.${language}.js`}
      head={
        <>
          <meta name="robots" content="noindex" />
          {head}
        </>
      }
    >
      <div class="console">
        <div class="desk-bar">
          <nav aria-label={say('console.nav')}>
            <ul>
              <Place to="/operate" language={language} isHere={here === 'rooms'}>
                {say('console.rooms')}
              </Place>
              {actor.role === 'owner' ? (
                <Place to="/operate/operators" language={language} isHere={here === 'operators'}>
                  {say('console.operators')}
                </Place>
              ) : null}
            </ul>
          </nav>
          <form class="who" method="post" action={`/operate/leave?lang=${language}`}>
            <span>
              {actor.name} <span class="chip">{say(`console.role.${actor.role}`)}</span>
            </span>
            <button class="quiet">{say('console.leave')}</button>
          </form>
        </div>
        <Reader.Provider value={say}>{children}</Reader.Provider>
      </div>
    </Page>
  )
}

type PlaceProps = PropsWithChildren<{ to: string; language: Language; isHere: boolean }>

export function Place({ to, language, isHere, children }: PlaceProps) {
  return (
    <li>
      <a href={`${to}?lang=${language}`} {...(isHere ? { 'aria-current': 'page' as const } : {})}>
        {children}
      </a>
    </li>
  )
}

const tabs = ['live', 'rehearse', 'report', 'settings', 'log'] as const
type Tab = (typeof tabs)[number]

type RoomHeadProps = { room: string; title: string; tab: Tab; say: Say; language: Language }

/** Of one room: what it is called, and the pages it has. */
export function RoomHead({ room, title, tab, say, language }: RoomHeadProps) {
  return (
    <header class="room-head">
      <h1>
        {title} <code>{room}</code>
      </h1>
      <nav aria-label={title}>
        <ul>
          {tabs.map((name) => (
            <Place
              to={`/operate/rooms/${room}${name === 'live' ? '' : `/${name}`}`}
              language={language}
              isHere={name === tab}
            >
              {say(`console.tab.${name}`)}
            </Place>
          ))}
          <Place to={`/rooms/${room}`} language={language} isHere={false}>
            {say('console.tab.fans')}
          </Place>
        </ul>
      </nav>
    </header>
  )
}

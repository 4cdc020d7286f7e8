import type { Build } from '../build.ts'
import { languageNames, languages, type Language } from './language.ts'
import { speak, type MessageKey } from './messages.ts'
import { Page } from './page.tsx'
import { JoinDrawing, ShopDrawing, TurnDrawing, WaitDrawing } from './way-drawings.tsx'

type LandingProps = { origin: string; language: Language; build: Build }
type Say = (key: MessageKey) => string

const promises = ['order', 'place', 'truth', 'draw', 'single'] as const
const readers = ['fans', 'sellers', 'operators'] as const
const steps = [
  { name: 'join', Drawing: JoinDrawing },
  { name: 'wait', Drawing: WaitDrawing },
  { name: 'turn', Drawing: TurnDrawing },
  { name: 'shop', Drawing: ShopDrawing },
] as const

/** The product in one screen, drawn as the thing it is named for: a ticket and its stub. */
export function LandingPage({ origin, language, build }: LandingProps) {
  const say = speak(language)
  return (
    <Page
      title={say('landing.title')}
      language={language}
      build={build}
      styles={['ticket', 'landing', 'way-drawings']}
      head={<LandingHead origin={origin} description={say('landing.lead')} />}
    >
      <div class="ticket">
        <section class="body" aria-labelledby="headline">
          <p class="kind">{say('landing.kind')}</p>
          <h1 id="headline">
            <span>{say('landing.not')}</span> <strong>{say('landing.but')}</strong>
          </h1>
          <p class="lead">{say('landing.lead')}</p>
          <Way say={say} />
        </section>
        <section class="stub" aria-labelledby="promises">
          <h2 id="promises">{say('landing.promises')}</h2>
          <dl>
            {promises.map((name) => (
              <div>
                <dt>{say(`landing.${name}`)}</dt>
                <dd>{say(`landing.${name}.what`)}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <Readers say={say} />
    </Page>
  )
}

/** The same page in its other languages, as search engines want it: whole addresses. */
function LandingHead({ origin, description }: { origin: string; description: string }) {
  return (
    <>
      <meta name="description" content={description} />
      {languages.map((language) => (
        <link
          rel="alternate"
          hreflang={languageNames[language].tag}
          href={`${origin}/?lang=${language}`}
        />
      ))}
      <link rel="alternate" hreflang="x-default" href={`${origin}/`} />
    </>
  )
}

function Way({ say }: { say: Say }) {
  return (
    <section aria-labelledby="way">
      <h2 id="way" class="unseen">
        {say('landing.way')}
      </h2>
      <ol class="way">
        {steps.map(({ name, Drawing }) => (
          <li>
            <Drawing />
            <h3>{say(`landing.${name}`)}</h3>
            <p>{say(`landing.${name}.what`)}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Readers({ say }: { say: Say }) {
  return (
    <section class="readers" aria-labelledby="whom">
      <h2 id="whom" class="unseen">
        {say('landing.whom')}
      </h2>
      <ul>
        {readers.map((name) => (
          <li>
            <strong>{say(`landing.${name}`)}</strong> {say(`landing.${name}.what`)}
          </li>
        ))}
      </ul>
      <p class="today">{say('landing.today')}</p>
    </section>
  )
}

import type { Build } from '../../build.ts'
import type { Language } from '../language.ts'
import { speak } from '../messages.ts'
import { Page } from '../page.tsx'

type SignInProps = {
  language: Language
  build: Build
  /** Where to go on to, an address of the console. */
  next: string
  isWrong: boolean
}

/** Before anything of the console: whose browser it is. The token goes into a cookie, and nowhere else. */
export function SignInPage({ language, build, next, isWrong }: SignInProps) {
  const say = speak(language)
  return (
    <Page
      title={`${say('console.sign-in')} · ${say('console.name')}`}
      language={language}
      build={build}
      styles={['console']}
      head={<meta name="robots" content="noindex" />}
    >
      <div class="console sign-in">
        <form class="card" method="post" action={`/operate/session?lang=${language}`}>
          <p class="kind">{say('console.name')}</p>
          <h1>{say('console.sign-in')}</h1>
          <p id="how">{say('console.sign-in.what')}</p>
          <input type="hidden" name="next" value={next} />
          <div class="field">
            <label for="token">{say('console.token')}</label>
            <input
              id="token"
              name="token"
              type="password"
              autocomplete="current-password"
              required
              aria-describedby={isWrong ? 'wrong how' : 'how'}
              {...(isWrong ? { 'aria-invalid': 'true' as const, autofocus: true } : {})}
            />
            {isWrong ? (
              <p class="wrong" id="wrong" role="alert">
                {say('console.wrong-token')}
              </p>
            ) : null}
          </div>
          <button>{say('console.enter')}</button>
        </form>
      </div>
    </Page>
  )
}

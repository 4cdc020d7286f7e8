import type { Build } from '../build.ts'
import type { Language } from './language.ts'
import { speak } from './messages.ts'
import { Page } from './page.tsx'

type ProblemPageProps = {
  code: string
  status: number
  requestId: string
  language: Language
  build: Build
}

/** What a person sees when something is not there or broke: what is wrong, and where to go. */
export function ProblemPage({ code, status, requestId, language, build }: ProblemPageProps) {
  const say = speak(language)
  const told = toldAs(code, status)
  const title = say(`problem.${told}`)
  return (
    <Page
      title={`${title} · Admit One`}
      language={language}
      build={build}
      styles={['problem']}
      head={<meta name="robots" content="noindex" />}
    >
      <div class="slip">
        <p class="status">{status}</p>
        <div class="what">
          <h1>{title}</h1>
          <p>{say(`problem.${told}.what`)}</p>
          <p>
            {told === 'shop' ? (
              <a class="way-out" href="">
                {say('problem.again')}
              </a>
            ) : (
              <a class="way-out" href={`/?lang=${language}`}>
                {say('problem.home')}
              </a>
            )}
          </p>
          {status < 500 ? null : (
            <p class="request">
              {say('problem.request')} <code>{requestId}</code>
            </p>
          )}
        </div>
      </div>
    </Page>
  )
}

type Told = 'not-found' | 'method-not-allowed' | 'internal' | 'refused' | 'unavailable' | 'shop'

/** Codes are for programs, and there are many: a person is told what they can do about it. */
function toldAs(code: string, status: number): Told {
  switch (code) {
    case 'not-found':
    case 'method-not-allowed':
    case 'internal':
      return code
    case 'shop-down':
    case 'shop-slow':
      return 'shop'
    default:
      return status < 500 ? 'refused' : 'unavailable'
  }
}

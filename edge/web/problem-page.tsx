import { statusByCode, type ProblemCode } from '../../core/problem.ts'
import type { Build } from '../build.ts'
import type { Language } from './language.ts'
import { speak } from './messages.ts'
import { Page } from './page.tsx'

type ProblemPageProps = { code: ProblemCode; requestId: string; language: Language; build: Build }

/** What a person sees when something is not there or broke: what is wrong, and where to go. */
export function ProblemPage({ code, requestId, language, build }: ProblemPageProps) {
  const say = speak(language)
  const title = say(`problem.${code}`)
  return (
    <Page
      title={`${title} · Admit One`}
      language={language}
      build={build}
      styles={['problem']}
      head={<meta name="robots" content="noindex" />}
    >
      <div class="slip">
        <p class="status">{statusByCode[code]}</p>
        <div class="what">
          <h1>{title}</h1>
          <p>{say(`problem.${code}.what`)}</p>
          <p>
            <a class="way-out" href={`/?lang=${language}`}>
              {say('problem.home')}
            </a>
          </p>
          {statusByCode[code] < 500 ? null : (
            <p class="request">
              {say('problem.request')} <code>{requestId}</code>
            </p>
          )}
        </div>
      </div>
    </Page>
  )
}

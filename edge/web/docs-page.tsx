import { askers } from '../../core/protocol/reference/protocol-page.ts'
import { placeRefusals, problems } from '../../core/protocol/reference/problems.ts'
import { codesOf, type Answer, type Route } from '../../core/protocol/reference/route.ts'
import { routeGroups, ROOMS } from '../../core/protocol/reference/routes.ts'
import { DocsFrame, Marked, MessageLink, type DocsProps } from './docs-frame.tsx'

/** What can be asked of a room, by what one does. */
export function DocsPage({ language, build }: DocsProps) {
  return (
    <DocsFrame language={language} build={build} page="routes" contents={routeGroups}>
      <p>
        All addresses below stand on the host of this page. Bodies and answers are JSON; any request
        may also be refused as <code>not-found</code>, <code>protocol-too-old</code>,{' '}
        <code>protocol-newer</code> or <code>internal</code>.
      </p>
      {routeGroups.map(({ id, title, routes }) => (
        <section aria-labelledby={id}>
          <h2 id={id}>{title}</h2>
          {routes.map((route) => (
            <DocsRoute route={route} />
          ))}
        </section>
      ))}
    </DocsFrame>
  )
}

function DocsRoute({ route }: { route: Route }) {
  const { id, method, path, title, what, asker, body, form, query, answers, carries } = route
  return (
    <article id={id}>
      <h3>{title}</h3>
      <p class="address">
        <span class="method">{method.toUpperCase()}</span> <code>{`${ROOMS}${path}`}</code>
      </p>
      <p>
        <Marked text={what} />
      </p>
      <dl class="facts">
        <dt>Who</dt>
        <dd>{askers[asker]}</dd>
        {body === undefined ? null : <BodyFact body={body} />}
        {form === undefined ? null : <Named title="Form" said={form} />}
        {query === undefined ? null : <Named title="Query" said={query} />}
        <dt>Answers</dt>
        {answers.map((answer) => (
          <dd>
            <AnswerLine answer={answer} />
          </dd>
        ))}
        {carries === undefined ? null : <CarriesFact carries={carries} />}
        <Refusals route={route} />
      </dl>
    </article>
  )
}

function BodyFact({ body }: { body: NonNullable<Route['body']> }) {
  return (
    <>
      <dt>Body</dt>
      <dd>
        <MessageLink id={body} />
      </dd>
    </>
  )
}

function Named({ title, said }: { title: string; said: Readonly<Record<string, string>> }) {
  return (
    <>
      <dt>{title}</dt>
      {Object.entries(said).map(([name, what]) => (
        <dd>
          <code>{name}</code> <Marked text={what} />
        </dd>
      ))}
    </>
  )
}

function AnswerLine({ answer: { status, what, message, media } }: { answer: Answer }) {
  return (
    <>
      <b>{status}</b> {message === undefined ? null : <MessageLink id={message} />}
      {media === undefined ? null : <code>{media}</code>} {what}
    </>
  )
}

function CarriesFact({ carries: { up, down } }: { carries: NonNullable<Route['carries']> }) {
  return (
    <>
      {up === undefined ? null : (
        <>
          <dt>Said</dt>
          <dd>
            <MessageLink id={up} />
          </dd>
        </>
      )}
      <dt>Heard</dt>
      <dd>
        {down.map((id, index) => (
          <>
            {index === 0 ? null : ', '}
            <MessageLink id={id} />
          </>
        ))}
      </dd>
    </>
  )
}

const everywhere = new Set<string>(['not-found', 'protocol-too-old', 'protocol-newer', 'internal'])
const ofPlace = new Set<string>(placeRefusals)

/** By status; the many of a place token in one word, where all of them can come. */
function Refusals({ route }: { route: Route }) {
  const codes = codesOf(route).filter((code) => !everywhere.has(code))
  const hasAllOfPlace = placeRefusals.every((code) => codes.includes(code))
  const named = codes.filter((code) => !hasAllOfPlace || !ofPlace.has(code))
  const these = problems.filter(({ code }) => named.includes(code))
  const byStatus = Map.groupBy(these, ({ status }) => status ?? 0)
  return (
    <>
      {codes.length === 0 ? null : <dt>Refusals</dt>}
      {[...byStatus].map(([status, group]) => (
        <dd>
          <b>{status}</b> <span class="codes">{group.map(({ code }) => code).join(', ')}</span>
        </dd>
      ))}
      {hasAllOfPlace ? (
        <dd>
          and those of a <a href="/docs/rules#place-tokens">place token</a>
        </dd>
      ) : null}
    </>
  )
}

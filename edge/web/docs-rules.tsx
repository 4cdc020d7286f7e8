import { problems, type Problem } from '../../core/protocol/reference/problems.ts'
import { ruleGroups } from '../../core/protocol/reference/rules.ts'
import { closes } from '../../core/protocol/reference/socket-messages.ts'
import { DocsFrame, Marked, type DocsProps } from './docs-frame.tsx'

const isOfPlace = ({ code }: Problem): boolean => code.startsWith('place-')

const tables = [
  { id: 'refusals', title: 'Refusals', listed: problems.filter((one) => !isOfPlace(one)) },
  { id: 'place-tokens', title: 'Refusals of a place token', listed: problems.filter(isOfPlace) },
] as const

/** What a client must and should do, by number, and what it is told when it is refused. */
export function DocsRules({ language, build }: DocsProps) {
  const contents = [...ruleGroups, ...tables, { id: 'close-codes', title: 'Close codes' }]
  return (
    <DocsFrame language={language} build={build} page="rules" contents={contents}>
      {ruleGroups.map(({ id, title, rules }) => (
        <section aria-labelledby={id}>
          <h2 id={id}>{title}</h2>
          {Object.entries(rules).map(([no, { title, text }]) => (
            <p class="rule" id={no}>
              <a href={`#${no}`}>{no}</a>{' '}
              <b>
                <Marked text={title} />
              </b>{' '}
              <Marked text={text} />
            </p>
          ))}
        </section>
      ))}
      {tables.map(({ id, title, listed }) => (
        <section aria-labelledby={id}>
          <h2 id={id}>{title}</h2>
          <dl class="fields">
            {listed.map((problem) => (
              <ProblemLine problem={problem} />
            ))}
          </dl>
        </section>
      ))}
      <section aria-labelledby="close-codes">
        <h2 id="close-codes">Close codes</h2>
        <dl class="fields">
          {closes.map(({ code, what }) => (
            <>
              <dt>
                <code>{code}</code>
              </dt>
              <dd>
                <Marked text={what} />
              </dd>
            </>
          ))}
        </dl>
      </section>
    </DocsFrame>
  )
}

function ProblemLine({ problem: { code, status, step, what } }: { problem: Problem }) {
  return (
    <>
      <dt id={code}>
        <code>{code}</code>{' '}
        <span class="type">
          {status ?? 'an event'}
          {step === undefined ? '' : `, step ${step}`}
        </span>
      </dt>
      <dd>
        <Marked text={what} />
      </dd>
    </>
  )
}

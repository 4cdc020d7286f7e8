import type { OperatorRecord } from '../../../core/operate/operator.ts'
import type { AuditPage } from '../../../core/operate/room-answers.ts'
import type { Language } from '../language.ts'
import { speak, type Say } from '../messages.ts'
import { ConsolePage, type Around } from './console-page.tsx'
import { instantIn } from './console-words.ts'
import type { Typed, Wrong } from './deed.ts'
import { Field } from './field.tsx'
import { Log } from './log-page.tsx'

const ROLES_SHOWN = ['viewer', 'operator', 'owner'] as const

export type Added = { operator: OperatorRecord; token?: string }

type OperatorsProps = Around & {
  operators: readonly OperatorRecord[]
  log: AuditPage
  before: number | undefined
  added: Added | undefined
  typed: Typed
  wrong: Wrong | undefined
}

/** Who may do what. A token is in the answer that made it, and in no page after it. */
export function OperatorsPage(props: OperatorsProps) {
  const { operators, log, before, added, typed, wrong, ...around } = props
  const { language } = around
  const say = speak(language)
  return (
    <ConsolePage title={say('console.operators')} here="operators" {...around}>
      <h1>{say('console.operators')}</h1>
      <p class="hint">{say('console.operators.what')}</p>
      {added === undefined ? null : <AddedNow added={added} say={say} />}
      {operators.length === 0 ? (
        <p class="card">{say('console.operators.none')}</p>
      ) : (
        <OperatorsTable operators={operators} say={say} language={language} />
      )}
      <AddForm typed={typed} wrong={wrong} say={say} language={language} />
      <h2>{say('console.log.operators')}</h2>
      <Log page={log} before={before} address="/operate/operators" say={say} language={language} />
    </ConsolePage>
  )
}

function AddedNow({ added, say }: { added: Added; say: Say }) {
  const { operator, token } = added
  const { name } = operator
  if (token === undefined) {
    return (
      <p class="done" role="status">
        {say('console.operator.by-access', { name })}
      </p>
    )
  }
  return (
    <section class="card token" role="status">
      <label for="new-token">{say('console.operator.token', { name })}</label>
      <p class="hint">{say('console.operator.token.once')}</p>
      <p class="row-of-buttons">
        <input id="new-token" class="secret" type="text" readonly value={token} />
        <button type="button" hidden data-copy="new-token" data-copied={say('console.copied')}>
          {say('console.copy')}
        </button>
      </p>
    </section>
  )
}

type TableProps = { operators: readonly OperatorRecord[]; say: Say; language: Language }

function OperatorsTable({ operators, say, language }: TableProps) {
  return (
    <table class="cards">
      <caption class="unseen">{say('console.operators')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('console.operator.name')}</th>
          <th scope="col">{say('console.operator.role')}</th>
          <th scope="col">{say('console.operator.email')}</th>
          <th scope="col">{say('console.operator.since')}</th>
          <th scope="col">{say('console.operator.state')}</th>
        </tr>
      </thead>
      <tbody>
        {operators.map(({ id, name, role, email, createdAtMs, revokedAtMs }) => (
          <tr>
            <th scope="row">
              {name} <code>{id}</code>
            </th>
            <td data-label={say('console.operator.role')}>{say(`console.role.${role}`)}</td>
            <td data-label={say('console.operator.email')}>{email ?? '–'}</td>
            <td data-label={say('console.operator.since')}>{instantIn(language, createdAtMs)}</td>
            <td data-label={say('console.operator.state')}>
              {revokedAtMs === undefined ? (
                <a
                  class="button quiet"
                  href={`/operate/operators/${id}?lang=${language}`}
                  aria-label={say('console.operator.revoke.of', { name })}
                >
                  {say('console.operator.revoke')}
                </a>
              ) : (
                <span class="soft">
                  {say('console.operator.revoked', { time: instantIn(language, revokedAtMs) })}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type AddProps = { typed: Typed; wrong: Wrong | undefined; say: Say; language: Language }

function AddForm({ typed, wrong, say, language }: AddProps) {
  return (
    <form class="card make" method="post" action={`/operate/operators?lang=${language}`}>
      <h2>{say('console.operator.add')}</h2>
      <div class="pair">
        <Field
          form="add"
          name="name"
          label={say('console.operator.name')}
          value={typed('name')}
          wrong={wrong}
          maxlength={80}
          required
        />
        <div class="field">
          <label for="add-role">{say('console.operator.role')}</label>
          <select id="add-role" name="role">
            {ROLES_SHOWN.map((role) => (
              <option value={role} selected={typed('role') === role}>
                {say(`console.role.${role}`)}
              </option>
            ))}
          </select>
        </div>
        <Field
          form="add"
          name="email"
          label={say('console.operator.email')}
          hint={say('console.operator.email.hint')}
          type="email"
          value={typed('email')}
          wrong={wrong}
          maxlength={200}
        />
      </div>
      <button>{say('console.operator.add')}</button>
    </form>
  )
}

type RevokeProps = Around & { operator: OperatorRecord }

/** Asked once, on a page of its own: it cannot be undone. */
export function RevokePage({ operator, ...around }: RevokeProps) {
  const { language } = around
  const say = speak(language)
  const { id, name } = operator
  return (
    <ConsolePage title={say('console.operator.revoke')} here="operators" {...around}>
      <form
        class="card panel"
        method="post"
        action={`/operate/operators/${id}/revoke?lang=${language}`}
      >
        <h1>{say('console.operator.revoke.ask', { name })}</h1>
        <p>{say('console.operator.revoke.what')}</p>
        <p class="row-of-buttons">
          <button>{say('console.operator.revoke')}</button>
          <a class="button quiet" href={`/operate/operators?lang=${language}`}>
            {say('sale.effect.leave')}
          </a>
        </p>
      </form>
    </ConsolePage>
  )
}

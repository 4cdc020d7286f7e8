import type { AuditEntry } from '../../../core/operate/audit.ts'
import type { AuditPage } from '../../../core/operate/room-answers.ts'
import type { Language } from '../language.ts'
import { speak, type Say } from '../messages.ts'
import { Changes } from './changes.tsx'
import { ConsolePage, RoomHead, type Around } from './console-page.tsx'
import { instantIn } from './console-words.ts'
import { ActName } from './told-changes.tsx'

type LogProps = Around & {
  room: string
  title: string
  page: AuditPage
  before: number | undefined
}

/** Who did what to a room, the newest first. */
export function LogPage({ room, title, page, before, ...around }: LogProps) {
  const { language } = around
  const say = speak(language)
  return (
    <ConsolePage title={`${say('console.tab.log')} · ${title}`} {...around}>
      <RoomHead room={room} title={title} tab="log" say={say} language={language} />
      <p class="hint">{say('console.log.what')}</p>
      <Log
        page={page}
        before={before}
        address={`/operate/rooms/${room}/log`}
        say={say}
        language={language}
      />
    </ConsolePage>
  )
}

type LogTableProps = {
  page: AuditPage
  before: number | undefined
  address: string
  say: Say
  language: Language
}

export function Log({ page, before, address, say, language }: LogTableProps) {
  const at = `${address}?lang=${language}`
  if (page.entries.length === 0) return <p class="card">{say('console.log.none')}</p>
  return (
    <>
      <table class="cards log">
        <thead>
          <tr>
            <th scope="col">{say('console.log.no')}</th>
            <th scope="col">{say('console.log.when')}</th>
            <th scope="col">{say('console.log.who')}</th>
            <th scope="col">{say('console.log.act')}</th>
            <th scope="col">{say('console.log.field')}</th>
          </tr>
        </thead>
        <tbody>
          {page.entries.map((entry) => (
            <Row entry={entry} say={say} language={language} />
          ))}
        </tbody>
      </table>
      <p class="pages">
        {before === undefined ? null : <a href={at}>{say('console.log.newest')}</a>}
        {page.before === undefined ? null : (
          <a href={`${at}&before=${page.before}`}>{say('console.log.older')}</a>
        )}
      </p>
    </>
  )
}

function Row({ entry, say, language }: { entry: AuditEntry; say: Say; language: Language }) {
  const { no, atMs, by, act, version, changes } = entry
  return (
    <tr>
      <td class="soft" data-label={say('console.log.no')}>
        {no}
      </td>
      <td data-label={say('console.log.when')}>{instantIn(language, atMs)}</td>
      <td data-label={say('console.log.who')}>
        <strong>{by.name}</strong> <span class="soft">{say(`console.role.${by.role}`)}</span>
      </td>
      <th scope="row">
        <ActName act={act} say={say} />{' '}
        {version === undefined ? null : (
          <span class="soft">{say('sale.version', { n: String(version) })}</span>
        )}
      </th>
      <td class="wide" data-label={say('console.log.field')}>
        <Changes changes={changes} say={say} language={language} />
      </td>
    </tr>
  )
}

import type { RoomList, RoomSummary } from '../../../core/operate/room-answers.ts'
import type { Language } from '../language.ts'
import { speak, type Say } from '../messages.ts'
import { clockOf, countIn } from '../room/words.ts'
import { ConsolePage, type Around } from './console-page.tsx'
import { rateIn, titleIn } from './console-words.ts'

type RoomsProps = Around & {
  list: RoomList
  search: string
  after: string | undefined
  /** The room that was just removed. */
  removed: string | undefined
}

/** All rooms, a page at a time: each as of the instant it carries. */
export function RoomsPage({ list, search, after, removed, ...around }: RoomsProps) {
  const { language, actor } = around
  const say = speak(language)
  return (
    <ConsolePage title={say('console.rooms')} here="rooms" {...around}>
      <header class="page-head">
        <h1>{say('console.rooms')}</h1>
        {actor.role === 'owner' ? (
          <a class="button" href={`/operate/new?lang=${language}`}>
            {say('console.rooms.new')}
          </a>
        ) : null}
      </header>
      {removed === undefined ? null : (
        <p class="done" role="status">
          {say('console.removed', { room: removed })}{' '}
          <a href={`/operate/rooms/${removed}/log?lang=${language}`}>
            {say('console.removed.log')}
          </a>
        </p>
      )}
      <search>
        <form class="search" method="get" action="/operate">
          <input type="hidden" name="lang" value={language} />
          <label for="search">{say('console.search')}</label>
          <input id="search" name="search" type="search" value={search} maxlength={100} />
          <button class="quiet">{say('console.search.do')}</button>
        </form>
      </search>
      {list.rooms.length === 0 ? (
        <p class="card">{say(search === '' ? 'console.rooms.none' : 'console.search.none')}</p>
      ) : (
        <form method="get" action="/operate/watch">
          <input type="hidden" name="lang" value={language} />
          <RoomsTable rooms={list.rooms} say={say} language={language} />
          <p class="row-of-buttons">
            <button class="quiet">{say('console.rooms.watch')}</button>
          </p>
        </form>
      )}
      <Pages next={list.next} after={after} search={search} say={say} language={language} />
    </ConsolePage>
  )
}

type Rows = { rooms: readonly RoomSummary[]; say: Say; language: Language }

function RoomsTable({ rooms, say, language }: Rows) {
  return (
    <table class="cards">
      <caption class="unseen">{say('console.rooms.table')}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="unseen">{say('console.col.chosen')}</span>
          </th>
          <th scope="col">{say('console.col.room')}</th>
          <th scope="col">{say('console.col.phase')}</th>
          <th scope="col" class="figure">
            {say('sale.waiting')}
          </th>
          <th scope="col" class="figure">
            {say('console.col.slots')}
          </th>
          <th scope="col" class="figure">
            {say('sale.rate')}
          </th>
          <th scope="col">{say('sale.alarms')}</th>
          <th scope="col">{say('console.col.as-of')}</th>
        </tr>
      </thead>
      <tbody>
        {rooms.map((room) => (
          <RoomRow room={room} say={say} language={language} />
        ))}
      </tbody>
    </table>
  )
}

function RoomRow({ room, say, language }: { room: RoomSummary; say: Say; language: Language }) {
  const title = titleIn(language, room.title)
  return (
    <tr>
      <td class="choose">
        <input
          type="checkbox"
          name="rooms"
          value={room.id}
          aria-label={say('console.rooms.choose', { room: title })}
        />
      </td>
      <th scope="row">
        <a href={`/operate/rooms/${room.id}?lang=${language}`}>{title}</a> <code>{room.id}</code>
      </th>
      <td data-label={say('console.col.phase')}>
        <span class={`chip phase-${room.phase}`}>{say(`room.phase.${room.phase}`)}</span>
      </td>
      <td class="figure" data-label={say('sale.waiting')}>
        {countIn(language, room.waiting)}
      </td>
      <td class="figure" data-label={say('console.col.slots')}>
        {`${countIn(language, room.occupied)} / ${countIn(language, room.cap)}`}
      </td>
      <td class="figure" data-label={say('sale.rate')}>
        {rateIn(say, language, room.ratePerSecond)}
      </td>
      <td data-label={say('sale.alarms')}>
        {room.alarms.length === 0 ? (
          <span class="soft">{say('sale.alarms.none')}</span>
        ) : (
          <strong class="alarm-count">{room.alarms.length}</strong>
        )}
      </td>
      <td class="soft" data-label={say('console.col.as-of')}>
        {clockOf(room.asOfMs)}
      </td>
    </tr>
  )
}

type PagesProps = {
  next: string | undefined
  after: string | undefined
  search: string
  say: Say
  language: Language
}

function Pages({ next, after, search, say, language }: PagesProps) {
  const query = new URLSearchParams({ lang: language, ...(search !== '' && { search }) })
  if (next === undefined && after === undefined) return null
  return (
    <p class="pages">
      {after === undefined ? null : (
        <a href={`/operate?${query.toString()}`}>{say('console.rooms.first')}</a>
      )}
      {next === undefined ? null : (
        <a href={`/operate?${query.toString()}&after=${encodeURIComponent(next)}`}>
          {say('console.rooms.more')}
        </a>
      )}
    </p>
  )
}

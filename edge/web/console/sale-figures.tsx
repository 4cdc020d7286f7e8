import type { Figures } from '../../../core/operate/figures.ts'
import type { Outlook } from '../../../core/operate/outlook.ts'
import type { Language } from '../language.ts'
import type { Say } from '../messages.ts'
import { countIn, waitIn } from '../room/words.ts'
import { durationIn, instantIn, percentIn, rateIn } from './console-words.ts'
import { sumOf } from './seen.ts'

type FiguresProps = {
  figures: Figures
  say: Say
  language: Language
}

/** What an operator steers by, the largest first. */
export function SaleFigures({ figures, say, language }: FiguresProps) {
  const count = (n: number) => countIn(language, n)
  const near = sumOf(figures, 'waitingNear')
  const waiting = sumOf(figures, 'waiting')
  const { score } = figures
  // What was foreseen before a pause is not foreseen any more.
  const isCalling = figures.phase !== 'paused' && figures.phase !== 'closed'
  return (
    <dl class="figures">
      <Figure
        name={say('sale.waiting')}
        value={count(waiting)}
        beside={
          waiting > near
            ? say('sale.near-far', { near: count(near), far: count(waiting - near) })
            : say('sale.near')
        }
        isMain
        fact="waiting"
      />
      <Figure
        name={say('sale.inside')}
        value={count(sumOf(figures, 'inside'))}
        beside={say('sale.slots', { occupied: count(figures.occupied), cap: count(figures.cap) })}
        isMain
        fact="inside"
      />
      <Figure
        name={say('sale.rate')}
        value={rateIn(say, language, figures.ratePerSecond)}
        beside={rateBy(figures, say)}
        isMain
        fact="rate"
      />
      <Figure
        name={say('sale.last')}
        value={lastIn(say, isCalling ? { ...figures, waiting } : { waiting })}
        beside={isCalling && figures.lastWait?.assumed === true ? say('sale.last.assumed') : ''}
        isMain
        fact="last"
      />
      <Figure
        name={say('sale.offered')}
        value={count(sumOf(figures, 'offered'))}
        beside=""
        fact="offered"
      />
      <Figure
        name={say('sale.told')}
        value={waitIn(say, longestTold(figures))}
        beside={scoreIn(say, language, score)}
        fact="told"
      />
      <Figure
        name={say('sale.lapses')}
        value={count(sumOf(figures, 'lapses'))}
        beside={say('sale.of-turns', { turns: count(sumOf(figures, 'turns')) })}
        fact="lapses"
      />
      <Next figures={figures} say={say} language={language} />
    </dl>
  )
}

/** What the schedule brings next: the opening, or the end where one is set. */
function Next({ figures, say, language }: FiguresProps) {
  const { phase, schedule, saidAtMs } = figures
  const isBefore = phase === 'scheduled' || phase === 'lobby'
  const atMs = isBefore ? schedule.openAtMs : schedule.closeAtMs
  if (atMs === undefined || atMs < saidAtMs || phase === 'closed') return null
  return (
    <Figure
      name={say(isBefore ? 'sale.until.open' : 'sale.until.close')}
      value={durationIn(say, atMs - saidAtMs)}
      beside={instantIn(language, atMs)}
      fact="next"
    />
  )
}

type FigureProps = {
  name: string
  value: string
  beside: string
  isMain?: boolean
  fact: string
}

function Figure({ name, value, beside, isMain = false, fact }: FigureProps) {
  return (
    <div class={isMain ? 'main' : ''} data-fact={fact}>
      <dt>{name}</dt>
      <dd class="value">{value}</dd>
      {beside === '' ? null : <dd class="beside">{beside}</dd>}
    </div>
  )
}

function rateBy({ rate }: Figures, say: Say): string {
  const by = say(`sale.rate.${rate.by}`)
  return rate.reason === undefined || rate.by === 'hand' ? by : `${by} (${rate.reason})`
}

export function lastIn(
  say: Say,
  { lastWait, waiting }: Pick<Outlook, 'lastWait' | 'waiting'>,
): string {
  if (lastWait === undefined) return say('sale.last.none')
  if (waiting === 0) return say('sale.last.nobody')
  return say('sale.last.ms', { time: durationIn(say, lastWait.ms) })
}

/** Of the lane that waits longest: nobody is told more. */
function longestTold({ lanes }: Figures): { lowMs: number; highMs: number } | undefined {
  const told = lanes.flatMap(({ wait }) => wait ?? [])
  return told.toSorted((one, other) => other.highMs - one.highMs)[0]
}

function scoreIn(say: Say, language: Language, { count, heldShare }: Figures['score']): string {
  const share = count === 0 ? say('sale.score.none') : percentIn(language, heldShare)
  return `${say('sale.score')} ${share}`
}

/** A row for each lane: what differs between them is why there are several. */
export function LanesTable({ figures, say, language }: FiguresProps) {
  const count = (n: number) => countIn(language, n)
  const columns = ['share', 'waiting', 'offered', 'inside', 'lapses', 'gone', 'joined'] as const
  return (
    <section class="card" aria-labelledby="lanes">
      <h2 id="lanes">{say('sale.lanes')}</h2>
      <table class="cards inner">
        <thead>
          <tr>
            <th scope="col">{say('sale.lane')}</th>
            {columns.map((name) => (
              <th scope="col" class="figure">
                {say(`sale.${name}`)}
              </th>
            ))}
            <th scope="col">{say('sale.wait')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.lanes.map((lane) => (
            <tr>
              <th scope="row">
                <code>{lane.id}</code>
              </th>
              {columns.map((name) => (
                <td class="figure" data-label={say(`sale.${name}`)}>
                  {name === 'share' ? `${lane.sharePercent} %` : count(lane[name])}
                </td>
              ))}
              <td data-label={say('sale.wait')}>{waitIn(say, lane.wait)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

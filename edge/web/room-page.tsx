import type { RoomEntry } from '../../core/queue/room/entry.ts'
import type { NewsOnWire } from '../../core/protocol/news.ts'
import type { Build } from '../build.ts'
import type { Language } from './language.ts'
import { speak } from './messages.ts'
import { Page } from './page.tsx'
import { insideScene, letThroughScene, overScene } from './room-ended.tsx'
import { outsideScene } from './room-outside.tsx'
import { placedScene } from './room-placed.tsx'
import { refusedScene } from './room-refused.tsx'
import { Instant, type RoomTelling, type Scene } from './room-scene.tsx'
import type { RoomView } from './room-view.ts'
import { minuteOf, newsIn, titleIn } from './room-words.ts'
import { JoinDrawing, ShopDrawing, TurnDrawing, WaitDrawing } from './way-drawings.tsx'

type RoomPageProps = {
  entry: RoomEntry
  language: Language
  build: Build
  view: RoomView
  nowMs: number
}

const drawings = {
  join: JoinDrawing,
  wait: WaitDrawing,
  turn: TurnDrawing,
  shop: ShopDrawing,
} as const

/** More would push aside what somebody came to see. */
const NEWS_SHOWN = 3

/** A room for who has no script: each answer is the whole truth of one instant, and asks again. */
export function RoomPage({ entry, language, build, view, nowMs }: RoomPageProps) {
  const say = speak(language)
  const telling: RoomTelling = { entry, language, say, nowMs }
  const scene = sceneOf(telling, view)
  const refreshSeconds = 'refreshSeconds' in view ? view.refreshSeconds : undefined
  return (
    <Page
      title={`${scene.brief ?? scene.heading} · ${titleIn(language, entry)}`}
      language={language}
      build={build}
      styles={['room', 'way-drawings']}
      head={<RoomHead language={language} refreshSeconds={refreshSeconds} />}
    >
      <Ticket title={titleIn(language, entry)} scene={scene} />
      <div class="below">
        {view.kind === 'placed' ? <News telling={telling} news={view.poll.news} /> : null}
        {refreshSeconds === undefined ? null : (
          <Renewal
            telling={telling}
            refreshSeconds={refreshSeconds}
            isPlaced={view.kind === 'placed'}
          />
        )}
        {scene.below ?? null}
      </div>
    </Page>
  )
}

function sceneOf(telling: RoomTelling, view: RoomView): Scene {
  switch (view.kind) {
    case 'outside':
      return outsideScene(telling, view)
    case 'placed':
      return placedScene(telling, view.poll)
    case 'inside':
      return insideScene(telling, view.session)
    case 'let-through':
      return letThroughScene(telling, view.marked)
    case 'over':
      return overScene(telling)
    case 'refused':
      return refusedScene(telling, view.code)
  }
}

/** The address is named, so that a page that answered a form is not sent again. */
function RoomHead(props: { language: Language; refreshSeconds: number | undefined }) {
  const { language, refreshSeconds = 0 } = props
  return (
    <>
      <meta name="robots" content="noindex" />
      {refreshSeconds > 0 ? (
        <meta http-equiv="refresh" content={`${refreshSeconds};url=?lang=${language}`} />
      ) : null}
    </>
  )
}

function Ticket({ title, scene }: { title: string; scene: Scene }) {
  const { heading, phase, step, isUrgent = false, body, stub } = scene
  return (
    <div class={isUrgent ? 'ticket urgent' : 'ticket'}>
      <section class="body" aria-labelledby="sale">
        {step === undefined ? null : <Way step={step} />}
        {phase === undefined ? null : <p class="kind">{phase}</p>}
        <h1 id="sale">{title}</h1>
        <div class="state" {...(isUrgent ? { role: 'alert' as const } : {})}>
          <h2>{heading}</h2>
          {body}
        </div>
      </section>
      {stub === undefined ? null : <div class="stub">{stub}</div>}
    </div>
  )
}

/** The same figures as on the first page, so that the way is known again. */
function Way({ step }: { step: keyof typeof drawings }) {
  const Drawing = drawings[step]
  return (
    <div class={`way ${step}`}>
      <Drawing />
    </div>
  )
}

/** The latest first. */
function News({ telling, news }: { telling: RoomTelling; news: readonly NewsOnWire[] }) {
  const { say, language } = telling
  const latest = news
    .toSorted((a, b) => b.no - a.no)
    .map((item) => ({ ...item, said: newsIn(say, language, item) }))
    .filter(({ said }) => said !== '')
    .slice(0, NEWS_SHOWN)
  if (latest.length === 0) return null
  return (
    <section class="news" aria-labelledby="news">
      <h2 id="news">{say('room.news')}</h2>
      <ul>
        {latest.map(({ atMs, said }) => (
          <li>
            <Instant atMs={atMs}>{minuteOf(atMs)}</Instant> <span>{said}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A page that changes by itself can be told not to: for who reads slowly, or by ear. */
function Renewal(props: { telling: RoomTelling; refreshSeconds: number; isPlaced: boolean }) {
  const { telling, refreshSeconds, isPlaced } = props
  const { say, language } = telling
  if (refreshSeconds === 0) {
    return (
      <p class="renewal">
        {say(isPlaced ? 'room.refresh.stopped.placed' : 'room.refresh.stopped')}{' '}
        <a href={`?lang=${language}`}>{say('room.refresh.start')}</a>
      </p>
    )
  }
  return (
    <p class="renewal">
      {say('room.refresh', { n: String(refreshSeconds) })}{' '}
      <a href={`?lang=${language}&refresh=off`}>{say('room.refresh.stop')}</a>
    </p>
  )
}

import type { Build } from '../build.ts'
import type { Language } from './language.ts'
import { speak } from './messages.ts'
import { Page } from './page.tsx'
import { RoomMain } from './room/room-main.tsx'
import { titleOf } from './room/title-of.ts'
import type { RefreshSeconds, RoomFacts, RoomView } from './room-view.ts'

type RoomPageProps = {
  facts: RoomFacts
  language: Language
  build: Build
  view: RoomView
  /** By the server's clock. */
  nowMs: number
  refreshSeconds?: RefreshSeconds
  /** Whether a script goes on from here. Without one each answer is the truth of one instant. */
  scripted: boolean
  /** Where the room's own colours are. */
  lookHref?: string | undefined
}

/** The document of a room. What it shows is handed to the script too, which draws it again. */
export function RoomPage(props: RoomPageProps) {
  const { facts, language, build, view, nowMs, refreshSeconds, scripted } = props
  const say = speak(language)
  const start = JSON.stringify({ facts, language, view, nowMs })
  return (
    <Page
      title={titleOf(view, undefined, facts, say, language)}
      language={language}
      build={build}
      sheet="styles/room.css"
      script={scripted ? `scripts/room.${language}.js` : undefined}
      head={<RoomHead {...props} />}
    >
      <div id="room" {...(scripted && { 'data-start': start })}>
        <RoomMain
          facts={facts}
          language={language}
          say={say}
          view={view}
          nowMs={nowMs}
          refreshSeconds={refreshSeconds}
          isScripted={scripted}
        />
      </div>
    </Page>
  )
}

function RoomHead({ language, refreshSeconds = 0, scripted, lookHref }: RoomPageProps) {
  const refresh = refreshSeconds > 0 ? <Refresh language={language} after={refreshSeconds} /> : null
  return (
    <>
      <meta name="robots" content="noindex" />
      {lookHref === undefined ? null : <link rel="stylesheet" href={lookHref} />}
      {scripted ? <noscript>{refresh}</noscript> : refresh}
    </>
  )
}

/** The address is named, so that a page that answered a form is not sent again. */
function Refresh({ language, after }: { language: Language; after: number }) {
  return <meta http-equiv="refresh" content={`${after};url=?lang=${language}`} />
}

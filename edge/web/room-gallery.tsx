/**
 * Every state of a room's page as a document, for eyes and for axe. It is bundled by the gallery in
 * `test/`, and is no part of the Worker.
 */
import { languages, type Language } from './language.ts'
import { LandingPage } from './landing.tsx'
import { speak } from './messages.ts'
import { Page } from './page.tsx'
import { ProblemPage } from './problem-page.tsx'
import { RoomMain } from './room/room-main.tsx'
import { RoomPage } from './room-page.tsx'
import { samples, type Sample } from './room-sample-states.ts'
import { factsWith, liveWith, sampleNowMs } from './room-samples.ts'

const build = { version: '0.1.0', build: null }

/** Pages that are not of a room, and hang beside them. */
const others = {
  landing: (language: Language) => (
    <LandingPage origin="https://room.example" language={language} build={build} />
  ),
  'not-found': (language: Language) => (
    <ProblemPage code="not-found" status={404} requestId="-" language={language} build={build} />
  ),
}

export const languageCodes: readonly string[] = languages
export const roomNames: readonly string[] = samples.map(({ name }) => name)
export const otherNames: readonly string[] = Object.keys(others)

/** The whole document, or nothing where no such picture hangs. */
export async function drawn(name: string, lang: string): Promise<string | undefined> {
  const language = languages.find((language) => language === lang)
  if (language === undefined) return undefined
  const sample = samples.find((sample) => sample.name === name)
  const page = sample === undefined ? other(name, language) : await sampled(sample, language)
  return page === undefined ? undefined : `<!doctype html>${(await page).toString()}`
}

function other(name: string, language: Language) {
  return name === 'landing' || name === 'not-found' ? others[name](language) : undefined
}

function sampled(sample: Sample, language: Language) {
  const { view, live, refreshSeconds } = sample
  const facts = factsWith(sample.facts)
  const shared = { facts, language, view, nowMs: sampleNowMs }
  if (live === undefined) {
    return <RoomPage {...shared} build={build} refreshSeconds={refreshSeconds} scripted={false} />
  }
  return (
    <Page
      title="Live"
      language={language}
      build={build}
      styles={['ticket', 'room', 'way-drawings']}
    >
      <div id="room">
        <RoomMain {...shared} say={speak(language)} live={liveWith(live)} />
      </div>
    </Page>
  )
}

import type { SessionOnWire } from '../../../core/protocol/session.ts'
import { ActForm } from './act-form.tsx'
import { HeadlineFact, Instant, Left, marked } from './fact.tsx'
import { LookAgain } from './look-again.tsx'
import type { Scene } from './scene.ts'
import type { RoomTelling } from './telling.ts'
import { clockOf, spaceIn } from './words.ts'

/** The end of the line: in the shop, with the time that is theirs. */
export function insideScene(telling: RoomTelling, { untilMs }: SessionOnWire): Scene {
  const { say, live } = telling
  return {
    heading: say('room.inside'),
    step: 'shop',
    body: (
      <>
        <dl class="headline">
          {live === undefined ? null : (
            <HeadlineFact label={say('room.left')} look="main">
              <Left telling={telling} untilMs={untilMs} />
            </HeadlineFact>
          )}
          <HeadlineFact
            label={say('room.until')}
            {...(live === undefined && { look: 'main' as const })}
            beside={say('room.zone')}
          >
            <Instant atMs={untilMs} mark={marked('session-until-ms', untilMs)}>
              {clockOf(untilMs)}
            </Instant>
          </HeadlineFact>
        </dl>
        <p>{say('room.inside.what')}</p>
        <ToShop telling={telling} />
        <ActForm
          telling={telling}
          act="release"
          label={say('room.release')}
          look={telling.facts.hasShop ? 'quiet' : 'main'}
        />
        <div class="advice">
          <p>
            <strong>{say('room.may-close')}</strong>
            {spaceIn(telling.language)}
            {say('room.inside.back')}
          </p>
        </div>
      </>
    ),
  }
}

/** No line, or none that can be seen: `marked` is the second (R10). */
export function letThroughScene(telling: RoomTelling, isMarked: boolean): Scene {
  const { say } = telling
  return {
    heading: say('room.let-through'),
    step: 'shop',
    body: (
      <>
        <p>{say(isMarked ? 'room.let-through.marked.what' : 'room.let-through.what')}</p>
        <ToShop telling={telling} />
      </>
    ),
  }
}

/** A plain link: going there twice is going there once. */
function ToShop({ telling: { facts, say } }: { telling: RoomTelling }) {
  if (!facts.hasShop) return null
  return (
    <p>
      <a class="way-out" href={`/rooms/${facts.id}/enter`}>
        {say('room.to-shop')}
      </a>
    </p>
  )
}

export function overScene(telling: RoomTelling): Scene {
  const { say } = telling
  return {
    heading: say('room.over'),
    body: (
      <>
        <p>{say('room.over.what')}</p>
        <ActForm telling={telling} act="join" label={say('room.again')} />
      </>
    ),
  }
}

/** Without a cookie there is no place, and without a script nothing else keeps one. */
export function noCookiesScene(telling: RoomTelling): Scene {
  const { say } = telling
  return {
    heading: say('room.no-cookies'),
    body: (
      <>
        <p>{say('room.no-cookies.what')}</p>
        <LookAgain telling={telling} />
      </>
    ),
  }
}

export function goneScene({ say, language }: RoomTelling): Scene {
  return {
    heading: say('room.gone'),
    body: (
      <>
        <p>{say('room.gone.what')}</p>
        <p>
          <a class="way-out" href={`/?lang=${language}`}>
            {say('room.home')}
          </a>
        </p>
      </>
    ),
  }
}

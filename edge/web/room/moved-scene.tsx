import type { TransferAnswer } from '../../../core/protocol/transfer.ts'
import { ActForm } from './act-form.tsx'
import { CodeForm } from './code-form.tsx'
import { HeadlineFact, Instant, Left } from './fact.tsx'
import { LookAgain } from './look-again.tsx'
import { QrPicture } from './qr-picture.tsx'
import type { Scene } from './scene.ts'
import type { RoomTelling } from './telling.ts'
import { clockOf } from './words.ts'

/** Another tab can give it back. A device that took it by a code keeps it: there is no way back. */
export function movedScene(telling: RoomTelling, to: 'tab' | 'device' | undefined): Scene {
  const { say } = telling
  if (to === 'device') return movedToDeviceScene(telling)
  return {
    heading: say('room.moved'),
    body: (
      <>
        <p>{say(to === 'tab' ? 'room.moved.tab.what' : 'room.moved.what')}</p>
        <ActForm telling={telling} act="move" label={say('room.take-back')} />
      </>
    ),
  }
}

function movedToDeviceScene(telling: RoomTelling): Scene {
  const { say } = telling
  return {
    heading: say('room.moved'),
    body: (
      <>
        <p>{say('room.moved.device.what')}</p>
        <p>{say('room.moved.device.back')}</p>
      </>
    ),
    below: (
      <div class="tools">
        <CodeForm telling={telling} />
        <details class="more-below" key="anew">
          <summary>{say('room.anew')}</summary>
          <p>{say('room.anew.what')}</p>
          <ActForm telling={telling} act="join" label={say('room.again')} look="quiet" />
        </details>
      </div>
    ),
  }
}

/** The code as a picture to be read by the other device, and in letters to be typed there. */
export function transferScene(telling: RoomTelling, transfer: TransferAnswer): Scene {
  const { say, live } = telling
  const { code, untilMs, picture } = transfer
  return {
    heading: say('room.transfer'),
    body: (
      <>
        <p>{say('room.transfer.what')}</p>
        <dl class="headline">
          <HeadlineFact label={say('room.code.label')} look="letters">
            <code class="transfer-code">{code}</code>
          </HeadlineFact>
          <HeadlineFact
            label={say('room.transfer.until')}
            beside={
              live === undefined ? (
                say('room.zone')
              ) : (
                <StillValid telling={telling} untilMs={untilMs} />
              )
            }
          >
            <Instant atMs={untilMs}>{clockOf(untilMs)}</Instant>
          </HeadlineFact>
        </dl>
        <div class="advice">
          <p class="warning">{say('room.transfer.once')}</p>
          <p>{say('room.transfer.wait')}</p>
        </div>
        <LookAgain telling={telling} label={say('room.transfer.back')} />
      </>
    ),
    stub: <QrPicture label={say('room.transfer.picture')} picture={picture} />,
  }
}

function StillValid({ telling, untilMs }: { telling: RoomTelling; untilMs: number }) {
  return (
    <>
      {telling.say('room.left')} <Left telling={telling} untilMs={untilMs} />
    </>
  )
}

/** Somebody came by the picture or typed the code: one press, for it takes the place from elsewhere. */
export function redeemScene(telling: RoomTelling, code: string, claimant: string): Scene {
  const { say } = telling
  return {
    heading: say('room.redeem'),
    body: (
      <>
        <dl class="headline">
          <HeadlineFact label={say('room.code.label')}>
            <code class="transfer-code">{code}</code>
          </HeadlineFact>
        </dl>
        <p>{say('room.redeem.what')}</p>
        <ActForm telling={telling} act="redeem" label={say('room.code.bring')}>
          <input type="hidden" name="code" value={code} />
          <input type="hidden" name="claimant" value={claimant} />
        </ActForm>
      </>
    ),
  }
}

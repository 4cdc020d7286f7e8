import { speak } from '../messages.ts'
import { ConsolePage, type Around } from './console-page.tsx'
import type { Typed, Wrong } from './deed.ts'
import { JsonField } from './json-field.tsx'
import { RoomFields } from './room-fields.tsx'
import { Ways } from './ways.tsx'
import { WrongSummary } from './wrong-summary.tsx'

type NewRoomProps = Around & { as: 'form' | 'json'; typed: Typed; wrong: Wrong | undefined }

/** Making a room: what people decide by a form, and everything else as JSON. */
export function NewRoomPage({ as, typed, wrong, ...around }: NewRoomProps) {
  const { language } = around
  const say = speak(language)
  return (
    <ConsolePage title={say('console.make')} here="rooms" {...around}>
      <header class="room-head">
        <h1>{say('console.make')}</h1>
        <Ways
          label={say('console.make')}
          address="/operate/new"
          here={as}
          form={say('console.make.form')}
          json={say('console.make.json')}
          language={language}
        />
      </header>
      <form
        class="card make"
        method="post"
        action={`/operate/new${as === 'json' ? '/json' : ''}?lang=${language}`}
        novalidate
      >
        {wrong === undefined ? (
          <p class="hint">{say('console.make.what')}</p>
        ) : (
          <WrongSummary
            sentence={say('console.make.wrong')}
            wrong={wrong}
            say={say}
            isForm={as === 'form'}
          />
        )}
        {as === 'json' ? (
          <JsonField
            name="json"
            label={say('console.field.json')}
            value={typed('json')}
            wrong={wrong}
          />
        ) : (
          <RoomFields typed={typed} wrong={wrong} say={say} isNew />
        )}
        <button>{say('console.make')}</button>
      </form>
    </ConsolePage>
  )
}

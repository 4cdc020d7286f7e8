import { speak } from '../messages.ts'
import { ConsolePage, RoomHead, type Around } from './console-page.tsx'
import type { Outcome } from './deed-outcome.ts'
import { DeedPanel, type Asking } from './deed-panel.tsx'

type EffectPageProps = Around & { title: string; asking: Asking; outcome: Outcome }

/** What the dialog shows, for a browser without script: the effect, and the one question. */
export function EffectPage({ title, asking, outcome, ...around }: EffectPageProps) {
  const { language } = around
  const say = speak(language)
  const name = say(`sale.act.${asking.name}`)
  return (
    <ConsolePage title={`${name} · ${title}`} {...around}>
      <RoomHead
        room={asking.room}
        title={title}
        tab={asking.name === 'change' ? 'settings' : 'live'}
        say={say}
        language={language}
      />
      <section class="card panel" aria-labelledby="deed">
        <DeedPanel
          asking={asking}
          outcome={outcome}
          say={say}
          language={language}
          isDialog={false}
        />
      </section>
    </ConsolePage>
  )
}

import type { Figures } from '../../../core/operate/figures.ts'
import type { Language } from '../language.ts'
import type { Say } from '../messages.ts'
import { countIn } from '../room/words.ts'
import { Drawing } from './sale-drawing.tsx'
import { LanesTable, SaleFigures } from './sale-figures.tsx'
import { SaleHealth } from './sale-health.tsx'
import { SaleStrip } from './sale-strip.tsx'
import { turnsAMinute, type Seen } from './seen.ts'

type SaleMainProps = { seen: Seen; say: Say; language: Language }

/** All of a sale that moves. The server draws it once, and the page's script again each second. */
export function SaleMain({ seen, say, language }: SaleMainProps) {
  const { figures, nowMs } = seen
  return (
    <>
      <SaleStrip seen={seen} say={say} language={language} />
      {figures === undefined ? null : (
        <>
          <Alarms figures={figures} say={say} />
          {figures.extra > 0 ? (
            <p class="note">{say('sale.extra', { n: countIn(language, figures.extra) })}</p>
          ) : null}
          <section class="card" aria-label={say('sale.figures')}>
            <SaleFigures figures={figures} say={say} language={language} />
          </section>
          <Course seen={seen} say={say} language={language} />
          <LanesTable figures={figures} say={say} language={language} />
          <SaleHealth figures={figures} nowMs={nowMs} say={say} />
        </>
      )}
    </>
  )
}

function Alarms({ figures, say }: { figures: Figures; say: Say }) {
  const { alarms } = figures
  if (alarms.length === 0) return null
  return (
    <section class="alarms" aria-labelledby="alarms">
      <h2 id="alarms">
        {say('sale.alarms')} {alarms.length}
      </h2>
      <ul>
        {alarms.map((kind) => (
          <li data-alarm={kind}>{say(`sale.alarm.${kind}`)}</li>
        ))}
      </ul>
    </section>
  )
}

function Course({ seen, say, language }: SaleMainProps) {
  const { points } = seen
  const turns = turnsAMinute(points)
  return (
    <section class="card" aria-labelledby="course">
      <h2 id="course">{say('sale.course')}</h2>
      <div class="drawings">
        <Drawing
          name={say('sale.waiting')}
          series={points.map(({ atMs, waiting }) => ({ atMs, value: waiting }))}
          say={say}
          language={language}
        />
        <Drawing
          name={say('sale.inside')}
          series={points.map(({ atMs, inside }) => ({ atMs, value: inside }))}
          bound={points.map(({ atMs, cap }) => ({ atMs, value: cap }))}
          say={say}
          language={language}
        />
        <Drawing
          name={say('sale.course.turns')}
          series={points.map(({ atMs }, at) => ({ atMs, value: turns[at] ?? 0 }))}
          say={say}
          language={language}
        />
      </div>
    </section>
  )
}

import type { Language } from '../language.ts'
import type { Say } from '../messages.ts'
import { Drawing } from './sale-drawing.tsx'
import { SaleFigures } from './sale-figures.tsx'
import { SaleStrip } from './sale-strip.tsx'
import type { Seen } from './seen.ts'

type SaleCardProps = { seen: Seen; say: Say; language: Language }

/** One of several sales that are watched side by side: its brake, its figures, its line. */
export function SaleCard({ seen, say, language }: SaleCardProps) {
  const { room, title, figures, points } = seen
  return (
    <>
      <h2>
        <a href={`/operate/rooms/${room}?lang=${language}`}>{title}</a> <code>{room}</code>
      </h2>
      <SaleStrip seen={seen} say={say} language={language} />
      {figures === undefined ? null : (
        <>
          {figures.alarms.length === 0 ? null : (
            <ul class="alarms">
              {figures.alarms.map((kind) => (
                <li data-alarm={kind}>{say(`sale.alarm.${kind}`)}</li>
              ))}
            </ul>
          )}
          <SaleFigures figures={figures} say={say} language={language} />
          <Drawing
            name={say('sale.waiting')}
            series={points.map(({ atMs, waiting }) => ({ atMs, value: waiting }))}
            say={say}
            language={language}
          />
        </>
      )}
    </>
  )
}

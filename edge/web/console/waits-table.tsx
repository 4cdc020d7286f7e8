import type { Say } from '../messages.ts'
import { durationIn } from './console-words.ts'

type Row = { readonly lane: string; readonly decilesMs: readonly number[] }

/** How long people waited, by lane: the shortest, each tenth of them, and the longest. */
export function WaitsTable({ rows, say }: { rows: readonly Row[]; say: Say }) {
  const names = Array.from({ length: 11 }, (_, tenths) => decileName(say, tenths))
  return (
    <table class="cards inner deciles">
      <thead>
        <tr>
          <th scope="col">{say('sale.lane')}</th>
          {names.map((name) => (
            <th scope="col" class="figure">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ lane, decilesMs }) => (
          <tr>
            <th scope="row">{lane}</th>
            {decilesMs.map((ms, at) => (
              <td class="figure" data-label={names[at] ?? ''}>
                {durationIn(say, ms)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function decileName(say: Say, tenths: number): string {
  if (tenths === 0) return say('console.report.shortest')
  if (tenths === 5) return say('console.report.half')
  return tenths === 10 ? say('console.report.longest') : `${tenths * 10} %`
}

/** A sale's report in the terminal. */
import type { Incident, SaleReport } from '../core/operate/sale-report.ts'
import { changedText } from './changed-text.ts'
import { grouped, instant, lasting, table } from './words.ts'

const CURVE_LINES = 24

export function reportText(report: SaleReport): string {
  const { room, phase, fromMs, asOfMs, totals, score, waits, incidents } = report
  return [
    `${room} (${phase}), ${instant(fromMs)} to ${instant(asOfMs)}`,
    '',
    `joined ${grouped(totals.joined)}, let in ${grouped(totals.admitted)}, turns ${grouped(totals.turns)}, missed ${grouped(totals.lapses)}`,
    `most waiting ${grouped(totals.mostWaiting)}, most in the shop ${grouped(totals.mostOccupied)}`,
    score.count === 0
      ? 'No range of the wait is over yet.'
      : `Of ${grouped(score.count)} ranges of the wait ${Math.round(score.heldShare * 100)} % held; half were narrower than ${Math.round(score.medianWidth * 100)} % of the wait.`,
    '',
    ...waits.map(
      ({ lane, decilesMs }) => `waits in ${lane}, by tenths: ${decilesMs.map(lasting).join('  ')}`,
    ),
    '',
    curveText(report),
    '',
    ...incidents.map(incidentText),
  ].join('\n')
}

/** Every so many looks a line: a terminal is no plot. */
function curveText({ curve }: SaleReport): string {
  const every = Math.max(1, Math.ceil(curve.length / CURVE_LINES))
  const head = ['when', 'phase', 'waiting', 'in shop', 'cap', 'rate', 'turns']
  const rows = curve
    .filter((_, index) => index % every === 0)
    .map(({ atMs, phase, waiting, occupied, cap, ratePerSecond, turns }) => [
      instant(atMs),
      phase,
      grouped(waiting),
      grouped(occupied),
      grouped(cap),
      String(ratePerSecond),
      grouped(turns),
    ])
  return table([head, ...rows])
}

function incidentText(incident: Incident): string {
  const at = instant(incident.atMs)
  if (incident.kind === 'act') {
    const changed = changedText(incident.changes, incident.more)
    return `${at}  ${incident.act} by ${incident.by}${changed === '' ? '' : `: ${changed}`}`
  }
  const { alarm, atMs, untilMs } = incident
  const until = untilMs === undefined ? 'still' : `for ${lasting(untilMs - atMs)}`
  return `${at}  alarm ${alarm}, ${until}`
}

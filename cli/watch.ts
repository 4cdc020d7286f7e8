/** Live figures in the terminal: of one sale in full, of several a line each. */
import type { Figures } from '../core/operate/figures.ts'
import { grouped, lasting, table } from './words.ts'

/** Older than this a figure says so before anything else. */
const STALE_MS = 3_000
const SPARKS = '▁▂▃▄▅▆▇█'
const HISTORY_MAX = 60

export class Watched {
  readonly #past = new Map<string, number[]>()

  /** One screen. */
  screen(seen: readonly (Figures | string)[], nowMs: number): string {
    const [only] = seen
    if (seen.length === 1 && only !== undefined && typeof only !== 'string') {
      return this.#one(only, nowMs)
    }
    const head = ['room', 'phase', 'waiting', 'slots', 'rate', 'age', 'alarms']
    const rows = seen.map((figures) =>
      typeof figures === 'string' ? [figures, '', '', '', '', '', ''] : rowOf(figures, nowMs),
    )
    return table([head, ...rows])
  }

  #one(figures: Figures, nowMs: number): string {
    const { room, phase, cap, occupied, ratePerSecond, rate, lanes, health, alarms, score } =
      figures
    const waiting = sumOf(figures, 'waiting')
    const past = this.#noted(room, waiting)
    const [turns, lapses] = [sumOf(figures, 'turns'), sumOf(figures, 'lapses')]
    const head = [
      'lane',
      'joined',
      'waiting',
      'near',
      'offered',
      'in shop',
      'out of line',
      'newcomer waits',
    ]
    const rows = lanes.map((lane) => [
      lane.id,
      grouped(lane.joined),
      grouped(lane.waiting),
      grouped(lane.waitingNear),
      grouped(lane.offered),
      grouped(lane.inside),
      grouped(lane.gone),
      lane.wait === undefined ? '' : `${lasting(lane.wait.lowMs)} to ${lasting(lane.wait.highMs)}`,
    ])
    const why = rate.reason === undefined ? '' : ` (${rate.reason})`
    return [
      `${room}  ${phase.toUpperCase()}  ${ageText(figures, nowMs)}`,
      ...(alarms.length > 0 ? [`ALARM  ${alarms.join(', ')}`] : []),
      '',
      `waiting  ${grouped(waiting)}  ${sparks(past)}`,
      `in shop  ${grouped(sumOf(figures, 'inside'))}, and ${grouped(sumOf(figures, 'offered'))} with a turn on offer`,
      `slots    ${grouped(occupied)} of ${grouped(cap)} in use  ${bar(occupied, cap)}`,
      ...(figures.lastWait === undefined
        ? []
        : [
            `last fan waits ${lasting(figures.lastWait.ms)}${figures.lastWait.assumed ? ' at most' : ''}`,
          ]),
      `rate     ${ratePerSecond} a second, set by ${rate.by}${why}`,
      `turns    ${grouped(turns)}, of which ${grouped(lapses)} were missed`,
      `ranges   ${score.count === 0 ? 'none is over yet' : `${Math.round(score.heldShare * 100)} % of ${grouped(score.count)} held`}`,
      '',
      table([head, ...rows]),
      '',
      `parts    ${health.segments} segments, ${health.silentSegments} silent; counts as of ${ageOf(health.countsAsOfMs, nowMs)}, ended sessions as of ${ageOf(health.revocationsAsOfMs, nowMs)}`,
      ...(health.halt === undefined ? [] : [`HALTED   ${health.halt}`]),
    ].join('\n')
  }

  #noted(room: string, waiting: number): readonly number[] {
    const past = [...(this.#past.get(room) ?? []), waiting].slice(-HISTORY_MAX)
    this.#past.set(room, past)
    return past
  }
}

function rowOf(figures: Figures, nowMs: number): string[] {
  return [
    figures.room,
    figures.phase,
    grouped(sumOf(figures, 'waiting')),
    `${grouped(figures.occupied)}/${grouped(figures.cap)}`,
    String(figures.ratePerSecond),
    ageText(figures, nowMs),
    figures.alarms.join(', '),
  ]
}

function sumOf(
  { lanes }: Figures,
  name: 'waiting' | 'inside' | 'offered' | 'turns' | 'lapses',
): number {
  return lanes.reduce((sum, lane) => sum + lane[name], 0)
}

function ageText({ saidAtMs }: Figures, nowMs: number): string {
  const ageMs = Math.max(0, nowMs - saidAtMs)
  return ageMs > STALE_MS ? `OLD: ${lasting(ageMs)}` : lasting(ageMs)
}

function ageOf(atMs: number, nowMs: number): string {
  return atMs === 0 ? 'not known yet' : `${lasting(Math.max(0, nowMs - atMs))} ago`
}

function sparks(values: readonly number[]): string {
  const most = Math.max(1, ...values)
  return values
    .map((value) => SPARKS[Math.min(SPARKS.length - 1, Math.floor((value * SPARKS.length) / most))])
    .join('')
}

const BAR = 30

function bar(value: number, most: number): string {
  const filled = most === 0 ? BAR : Math.min(BAR, Math.round((value * BAR) / most))
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}]`
}

/**
 * The sales as Prometheus reads them. Labels are bounded: a room's id, of so many rooms at the most, and
 * words of ours. What rooms are left out is counted, so that nobody takes silence for calm.
 */
import type { Phase } from '../queue/room/phase.ts'
import { alarmKind } from './alarms.ts'
import type { Listing } from './listing.ts'

export const METRIC_ROOMS_MAX = 200

const phases: readonly Phase[] = ['scheduled', 'lobby', 'drawing', 'open', 'paused', 'closed']

type Metric = {
  readonly name: string
  readonly type: 'gauge' | 'counter'
  readonly help: string
  readonly value: (listing: Listing, nowMs: number) => number
}

const seconds = (ms: number) => Math.max(0, ms) / 1_000
/** 0 is "not known yet", which is no age. */
const ageOf = (atMs: number, nowMs: number) => (atMs === 0 ? 0 : seconds(nowMs - atMs))

const perRoom: readonly Metric[] = [
  {
    name: 'admit_one_waiting',
    type: 'gauge',
    help: 'Present fans in the line; far from the front an estimate.',
    value: ({ waiting }) => waiting,
  },
  {
    name: 'admit_one_occupied',
    type: 'gauge',
    help: 'Slots that may be in use.',
    value: ({ occupied }) => occupied,
  },
  { name: 'admit_one_cap', type: 'gauge', help: 'Slots there are.', value: ({ cap }) => cap },
  {
    name: 'admit_one_rate_per_second',
    type: 'gauge',
    help: 'Turns offered in a second, at the most.',
    value: ({ ratePerSecond }) => ratePerSecond,
  },
  {
    name: 'admit_one_offered',
    type: 'gauge',
    help: 'Turns on offer.',
    value: ({ counts }) => counts.offered,
  },
  {
    name: 'admit_one_inside',
    type: 'gauge',
    help: 'Sessions in the shop.',
    value: ({ counts }) => counts.inside,
  },
  {
    name: 'admit_one_joined_total',
    type: 'counter',
    help: 'Fans who took a number.',
    value: ({ counts }) => counts.joined,
  },
  {
    name: 'admit_one_turns_total',
    type: 'counter',
    help: 'Turns ever offered.',
    value: ({ counts }) => counts.turns,
  },
  {
    name: 'admit_one_lapses_total',
    type: 'counter',
    help: 'Turns that were missed.',
    value: ({ counts }) => counts.lapses,
  },
  {
    name: 'admit_one_segments_silent',
    type: 'gauge',
    help: 'Parts of the line that do not answer.',
    value: ({ counts }) => counts.silentSegments,
  },
  {
    name: 'admit_one_counts_age_seconds',
    type: 'gauge',
    help: 'Age of the oldest count that fans are told, when it was said.',
    value: ({ counts, asOfMs }) => ageOf(counts.countsAsOfMs, asOfMs),
  },
  {
    name: 'admit_one_revocations_age_seconds',
    type: 'gauge',
    help: 'Age of the list of ended sessions, when it was said.',
    value: ({ counts, asOfMs }) => ageOf(counts.revocationsAsOfMs, asOfMs),
  },
  {
    name: 'admit_one_figures_age_seconds',
    type: 'gauge',
    help: 'How long ago the room said all this.',
    value: ({ asOfMs }, nowMs) => seconds(nowMs - asOfMs),
  },
]

/** All names, for whoever writes rules and dashboards. */
export const metricNames: readonly string[] = [
  'admit_one_rooms',
  'admit_one_rooms_left_out',
  'admit_one_phase',
  'admit_one_alarm',
  ...perRoom.map(({ name }) => name),
]

export type Measured = {
  readonly listings: readonly Listing[]
  readonly leftOut: number
  readonly rooms: Readonly<Record<string, number>>
}

export function metricsText({ listings, leftOut, rooms }: Measured, nowMs: number): string {
  const lines = [
    ...head('admit_one_rooms', 'gauge', 'Rooms there are, by their phase.'),
    ...phases.map((phase) => `admit_one_rooms{phase="${phase}"} ${rooms[phase] ?? 0}`),
    ...head('admit_one_rooms_left_out', 'gauge', 'Rooms that are busy and told of nowhere below.'),
    `admit_one_rooms_left_out ${leftOut}`,
    ...head('admit_one_phase', 'gauge', '1 for the phase that a room is in.'),
    ...listings.map(({ id, phase }) => `admit_one_phase{room="${id}",phase="${phase}"} 1`),
    ...head('admit_one_alarm', 'gauge', '1 while an alarm is raised.'),
    ...listings.flatMap(({ id, alarms }) =>
      alarmKind.options.map(
        (alarm) =>
          `admit_one_alarm{room="${id}",alarm="${alarm}"} ${alarms.includes(alarm) ? 1 : 0}`,
      ),
    ),
  ]
  for (const { name, type, help, value } of perRoom) {
    lines.push(...head(name, type, help))
    for (const listing of listings) {
      lines.push(`${name}{room="${listing.id}"} ${value(listing, nowMs)}`)
    }
  }
  return `${lines.join('\n')}\n`
}

function head(name: string, type: Metric['type'], help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`]
}

/** The report for a terminal: the verdict, what was counted, and each rule with how often it was held. */
import { countText, durationText } from '../simulator/figures.ts'
import type { Finding } from './checks/finding.ts'
import { isFine, type Report } from './report.ts'
import { TRANSPORTS, type Transport } from './transports.ts'

type Row = readonly [name: string, ...figures: string[]]

export function tableOf(report: Report): string {
  return [
    verdict(report),
    section('Fans', fanRows(report)),
    section('The line', lineRows(report)),
    section('Waits by transport', [
      ['', 'fans', 'half', '9 in 10', 'longest', 'than neighbours'],
      ...transportRows(report),
    ]),
    section('Traffic', trafficRows(report)),
    ...(Object.keys(report.errors).length === 0
      ? []
      : [section('Refusals and failures', errorRows(report))]),
    section('Rules', [['', '', 'held', 'broken'], ...report.checks.map(checkRow)]),
    ...notesOf(report),
  ].join('\n\n')
}

function verdict(report: Report): string {
  const broken = new Set(report.checks.filter(({ broken }) => broken > 0).map(({ rule }) => rule))
  const left = report.endings.unserved + report.endings.lost
  if (isFine(report)) return 'No rule was broken, and everyone who stayed was served.'
  return [
    ...(broken.size > 0 ? [`Broken: ${[...broken].join(', ')}.`] : []),
    ...(left > 0 ? [`${countText(left)} fans were not served.`] : []),
    ...(report.mismatches.length > 0 ? ['Some answers were none of the protocol.'] : []),
  ].join(' ')
}

function fanRows({ fans, seconds, endings }: Report): Row[] {
  const names: Record<keyof Report['endings'], string> = {
    served: 'were in the shop',
    left: 'left the line',
    'gave-up': 'missed their turn for good',
    'turned-away': 'were turned away: the sale was over',
    'let-through': 'were let through: there was no queue',
    unheard: 'were let in and never heard of it',
    lost: 'lost their place',
    unserved: 'were still waiting at the end',
  }
  const ended = Object.entries(names).flatMap(([ending, name]): Row[] => {
    const count = Object.entries(endings).find(([key]) => key === ending)?.[1] ?? 0
    return count === 0 ? [] : [[name, countText(count)]]
  })
  return [[`came, in ${durationText(seconds * 1_000)}`, countText(fans)], ...ended]
}

function lineRows({ waits, turns, peakInUse, cap }: Report): Row[] {
  return [
    ['half waited at most', durationText(waits.p50Ms)],
    ['nine in ten at most', durationText(waits.p90Ms)],
    ['the longest wait', durationText(waits.maxMs)],
    ['turns offered', countText(turns.offered)],
    ['turns missed', countText(turns.missed)],
    ['came back and were let in', countText(turns.cameBack)],
    [
      'surely in use at once, at most',
      `${countText(peakInUse)}${cap === undefined ? '' : ` of ${countText(cap)}`}`,
    ],
  ]
}

function transportRows({ waitsBy }: Report): Row[] {
  const names: Record<Transport, string> = {
    socket: 'by socket',
    stream: 'by event stream',
    poll: 'by polls',
    page: 'by a page without script',
  }
  return TRANSPORTS.flatMap((transport): Row[] => {
    const waits = waitsBy[transport]
    if (waits === undefined) return []
    const { count, p50Ms, p90Ms, maxMs, compared, laterMs } = waits
    const times = [p50Ms, p90Ms, maxMs].map((ms) => durationText(ms))
    return [
      [names[transport], countText(count), ...times, compared === 0 ? '–' : laterText(laterMs)],
    ]
  })
}

function laterText(ms: number): string {
  return `${durationText(Math.abs(ms))} ${ms < 0 ? 'earlier' : 'later'}`
}

function trafficRows({ requests, sockets, streams, outages }: Report): Row[] {
  return [
    ...Object.entries(requests).map(([what, count]): Row => [what, countText(count)]),
    ['sockets opened', countText(sockets.opened)],
    ['sockets lost by the fan', countText(sockets.lost)],
    ['sockets closed by the server', countText(sockets.cut)],
    ['event streams opened', countText(streams.opened)],
    ['event streams lost by the fan', countText(streams.lost)],
    ['event streams ended by the server', countText(streams.cut)],
    ['times the server was away', countText(outages.count)],
    ['  the longest', durationText(outages.longestMs)],
  ]
}

function errorRows({ errors }: Report): Row[] {
  return Object.entries(errors).map(([kind, count]): Row => [kind, countText(count)])
}

function checkRow({ rule, says, checked, broken, unchecked }: Finding): Row {
  if (unchecked !== undefined) return [rule, says, '–', '–']
  return [rule, says, countText(checked - broken), countText(broken)]
}

function notesOf({ checks, mismatches }: Report): string[] {
  const unchecked = checks.flatMap(({ rule, unchecked }) =>
    unchecked === undefined ? [] : [`${rule} was not checked: ${unchecked}.`],
  )
  const lines = [
    ...new Set(unchecked),
    ...checks.flatMap(({ rule, examples }) => examples.map((example) => `${rule}: ${example}`)),
    ...mismatches.map((why) => `Not of the protocol: ${why}`),
  ]
  return lines.length === 0 ? [] : [lines.join('\n')]
}

/** Words to the left, figures to the right. */
function section(heading: string, rows: readonly Row[]): string {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, at) => Math.max(widest[at] ?? 0, cell.length)),
    [],
  )
  const lines = rows.map((row) =>
    row.map((cell, at) => {
      const width = widths[at] ?? 0
      return /^[\d–]|^(held|broken|fans|half|9 in 10|longest|than neighbours)$/.test(cell) && at > 0
        ? cell.padStart(width)
        : cell.padEnd(width)
    }),
  )
  return [heading, ...lines.map((cells) => `  ${cells.join('  ')}`.trimEnd())].join('\n')
}

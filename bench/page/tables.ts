/** The figures of a fan's page, as tables for people. */
import type { Table } from '../report.ts'
import type { Waited, Work } from './waiting.ts'
import type { Weight } from './weight.ts'

export interface Weighed extends Weight {
  language: string
  state: string
}

export function weightTable(weighed: readonly Weighed[]): Table {
  return {
    caption: 'Bytes on the wire, compressed as they came',
    columns: ['', 'HTML', 'styles', 'scripts', 'in all', 'files', 'pictures besides'],
    rows: weighed.map(({ language, state, files, ...bytes }) => [
      `${language}, ${state}`,
      ...[bytes.htmlBytes, bytes.stylesBytes, bytes.scriptsBytes, bytes.allBytes].map(whole),
      String(files),
      whole(bytes.picturesBytes),
    ]),
  }
}

export function waitingTable(waited: readonly Waited[]): Table {
  return {
    caption: 'Main thread of a page that waits near the front, ms a second: all tasks (CPU time)',
    columns: ['', 'processor', 'seen', 'layouts a second', 'hidden', 'layouts a second, hidden'],
    rows: waited.map(({ way, cpuTimes, seen, hidden }) => [
      way === 'none' ? 'without script' : `by ${way}`,
      cpuTimes === 1 ? 'as it is' : `${cpuTimes} times slower`,
      workText(seen),
      tenths(seen.layoutsPerSecond),
      hidden === undefined ? '–' : workText(hidden),
      hidden === undefined ? '–' : tenths(hidden.layoutsPerSecond),
    ]),
  }
}

function workText({ taskMs, cpuMs }: Work): string {
  return `${tenths(taskMs)} (${tenths(cpuMs)})`
}

function tenths(value: number): string {
  return value.toFixed(1)
}

function whole(value: number): string {
  return value.toLocaleString('en')
}

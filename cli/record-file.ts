/** A sale's record as it is read from CSV: see docs/record.md for its columns. */

export type RoomLine = {
  readonly atMs: number
  readonly phase: string
  readonly cap: number
  readonly rate: number
  readonly extra: number
  readonly granted: number
  readonly returned: number
}

export type LaneLine = {
  readonly atMs: number
  readonly lane: string
  /** Segments that were given slots. */
  readonly given: readonly number[]
  readonly nextWaiting: number | undefined
}

export type SegmentLine = {
  readonly atMs: number
  readonly lane: string
  readonly segment: number
  readonly granted: number
  readonly returned: number
  readonly offered: number
  readonly inside: number
  /** Slots that came back since the line before, with their instants. */
  readonly freed: readonly { readonly atMs: number; readonly slots: number }[]
  readonly called: readonly number[]
  readonly nextWaiting: number | undefined
}

export type RecordFile = {
  readonly size: number
  /** Each in the order of their instants. */
  readonly rooms: readonly RoomLine[]
  readonly lanes: readonly LaneLine[]
  readonly segments: readonly SegmentLine[]
  /** Instants at which some lane had fans who waited. */
  readonly waitingAt: ReadonlySet<number>
  readonly faults: readonly string[]
}

type Cells = Readonly<Record<string, string>>

export function fileOf(text: string): RecordFile {
  const [head = '', ...body] = text.split('\n').filter((line) => line !== '')
  const names = head.split(',')
  const cells = body.map((line): Cells => {
    const values = line.split(',')
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']))
  })
  const parts = (part: string) =>
    cells
      .filter((line) => line['part'] === part)
      .toSorted((a, b) => numberIn(a, 'at_ms') - numberIn(b, 'at_ms'))
  const lanes = parts('lane').map(laneLine)
  return {
    size: body.length,
    rooms: parts('room').map(roomLine),
    lanes,
    segments: parts('segment').map(segmentLine),
    waitingAt: new Set(
      lanes.flatMap(({ atMs, nextWaiting }) => (nextWaiting === undefined ? [] : [atMs])),
    ),
    faults: faultsIn(names, cells),
  }
}

function faultsIn(names: readonly string[], cells: readonly Cells[]): string[] {
  const needed = ['part', 'at_ms', 'cap', 'granted', 'returned', 'called', 'next_waiting']
  const missing = needed.filter((name) => !names.includes(name))
  if (missing.length > 0) return [`The file is no record: it has no column ${missing.join(', ')}.`]
  if (!cells.some((line) => line['part'] === 'room')) return ['The record has no line of the room.']
  return []
}

function roomLine(line: Cells): RoomLine {
  return {
    atMs: numberIn(line, 'at_ms'),
    phase: line['phase'] ?? '',
    cap: numberIn(line, 'cap'),
    rate: numberIn(line, 'rate_per_second'),
    extra: numberIn(line, 'extra'),
    granted: numberIn(line, 'granted'),
    returned: numberIn(line, 'returned'),
  }
}

function laneLine(line: Cells): LaneLine {
  const given = (line['given'] ?? '').split(' ').filter((pair) => pair !== '')
  return {
    atMs: numberIn(line, 'at_ms'),
    lane: line['lane'] ?? '',
    given: given.map((pair) => Number(pair.split(':')[0])),
    nextWaiting: maybe(line, 'next_waiting'),
  }
}

function segmentLine(line: Cells): SegmentLine {
  return {
    atMs: numberIn(line, 'at_ms'),
    lane: line['lane'] ?? '',
    segment: numberIn(line, 'segment'),
    granted: numberIn(line, 'granted'),
    returned: numberIn(line, 'returned'),
    offered: numberIn(line, 'offered'),
    inside: numberIn(line, 'inside'),
    freed: freedIn(line),
    called: positionsIn(line['called'] ?? ''),
    nextWaiting: maybe(line, 'next_waiting'),
  }
}

/** `250:2`: two, a quarter of a second before the line. */
function freedIn(line: Cells): SegmentLine['freed'] {
  const atMs = numberIn(line, 'at_ms')
  return (line['freed'] ?? '')
    .split(' ')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [beforeMs = 0, slots = 0] = pair.split(':').map(Number)
      return { atMs: atMs - beforeMs, slots }
    })
}

/** `3-5 9` is 3, 4, 5 and 9. */
function positionsIn(text: string): number[] {
  return text
    .split(' ')
    .filter((span) => span !== '')
    .flatMap((span) => {
      const [from = 0, to = from] = span.split('-').map(Number)
      return Array.from({ length: to - from + 1 }, (_, index) => from + index)
    })
}

function numberIn(line: Cells, name: string): number {
  return Number(line[name] ?? 0)
}

function maybe(line: Cells, name: string): number | undefined {
  const text = line[name] ?? ''
  return text === '' ? undefined : Number(text)
}

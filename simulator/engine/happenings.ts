/** What a scenario lets happen, and when: an operator's hand, or something that breaks. */
import type { Result } from '../result.ts'
import type { Scenario, ScenarioEvent } from '../scenario.ts'
import type { Sale } from './sale.ts'

export type Happening = { readonly atSeconds: number; readonly happen: () => void }

export function happenings(scenario: Scenario, sale: Sale): Happening[] {
  return scenario.events.map((event) => ({
    atSeconds: event.atSeconds,
    happen: () => happen(event, sale),
  }))
}

function happen(event: ScenarioEvent, sale: Sale): void {
  switch (event.kind) {
    case 'cap':
      sale.room.change({ cap: event.cap })
      return sale.books.capChanged(event.cap)
    case 'rate':
      return sale.setRate(event.ratePerSecond)
    case 'pause':
    case 'resume':
      return sale.room.command(event.kind)
    case 'room-crashes':
      return sale.restartRoom()
    case 'segments-crash':
      return sale.crashSegments(event.count)
    case 'segment-silent':
      return sale.silence(event.forSeconds)
    case 'deploy':
      return sale.deploy()
    case 'origin-slows':
      return sale.shop?.slowDown(event.to, event.forSeconds)
  }
}

export function marksOf({ events, closeAfterSeconds }: Scenario): Result['marks'] {
  const marks = events.map((event) => ({ atSeconds: event.atSeconds, text: textOf(event) }))
  if (closeAfterSeconds === undefined) return marks
  return [...marks, { atSeconds: closeAfterSeconds, text: 'the sale closes' }]
}

function textOf(event: ScenarioEvent): string {
  switch (event.kind) {
    case 'cap':
      return `cap ${event.cap}`
    case 'rate':
      return `${event.ratePerSecond} a second`
    case 'pause':
      return 'paused'
    case 'resume':
      return 'resumed'
    case 'room-crashes':
      return 'the room crashes'
    case 'segments-crash':
      return event.count === 1 ? 'a segment crashes' : `${event.count} segments crash`
    case 'segment-silent':
      return `a segment is silent for ${event.forSeconds} s`
    case 'deploy':
      return 'a deploy'
    case 'origin-slows':
      return `the shop slows to ${Math.round(event.to * 100)} %`
  }
}

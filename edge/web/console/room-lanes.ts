/** The lanes of a room's form: a row each, and some to spare. A row that is left empty is none. */
import { isRecord } from '../../../core/operate/merge-patch.ts'
import { LANES_MAX } from '../../../core/queue/limits.ts'
import type { Typed, Wrong } from './deed.ts'

const ROWS_LEAST = 4

const rows = Array.from({ length: LANES_MAX }, (_, at) => at)

export const laneFields = rows.flatMap((at) => [idAt(at), shareAt(at)])

function idAt(row: number): string {
  return `settings.lanes.${row}.id`
}

function shareAt(row: number): string {
  return `settings.lanes.${row}.sharePercent`
}

/** As many as are used, and one to add another lane, as far as there may be one. */
export function laneRows(typed: Typed): number {
  const used = (usedRows(typed).at(-1) ?? 0) + 1
  return Math.min(LANES_MAX, Math.max(ROWS_LEAST, used + 1))
}

function usedRows(typed: Typed): number[] {
  return rows.filter((at) => typed(idAt(at)) !== '' || typed(shareAt(at)) !== '')
}

/** What is no number is left for the room to say so. */
export function lanesIn(typed: Typed): unknown[] {
  return usedRows(typed).map((at) => {
    const [id, share] = [typed(idAt(at)), typed(shareAt(at))]
    if (share === '') return { id }
    return { id, sharePercent: Number.isFinite(Number(share)) ? Number(share) : share }
  })
}

export function shownLanes(lanes: unknown): [name: string, text: string][] {
  if (!Array.isArray(lanes)) return []
  return lanes.flatMap((lane: unknown, at): [string, string][] => {
    if (!isRecord(lane)) return []
    return [
      [idAt(at), String(lane['id'])],
      [shareAt(at), String(lane['sharePercent'])],
    ]
  })
}

/** A wrong lane is counted among the lanes, and shown in the row where it was typed. */
export function atItsRow(wrong: Wrong, typed: Typed): Wrong {
  const [, lane, part] = /^settings\.lanes\.(\d+)\.(\w+)$/.exec(wrong.field) ?? []
  const row = usedRows(typed)[Number(lane)]
  return row === undefined ? wrong : { ...wrong, field: `settings.lanes.${row}.${part}` }
}

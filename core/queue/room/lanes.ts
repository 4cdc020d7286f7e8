/**
 * How a tick's slots are shared among lanes: each slot goes to the lane that is furthest behind
 * its share, among those with somebody waiting. What a lane cannot use goes to the others, and a
 * lane does not save up while nobody waits in it (deficit round robin).
 */
export type LaneDemand = {
  readonly id: string
  readonly share: number
  /** Slots its segments could take now. */
  readonly demand: number
  readonly deficit: number
}

export type LaneSlots = { readonly id: string; readonly slots: number; readonly deficit: number }

type Row = { id: string; share: number; left: number; slots: number; deficit: number }

/** So many are shared out by proportion first; the rest one by one. */
const ONE_BY_ONE = 256

export function shareSlots(lanes: readonly LaneDemand[], slots: number): LaneSlots[] {
  const rows = lanes.map(({ id, share, demand, deficit }): Row => {
    return { id, share, left: demand, slots: 0, deficit: demand > 0 ? deficit : 0 }
  })
  let left = slots
  while (left > ONE_BY_ONE) {
    const given = shareByProportion(rows, left)
    if (given === 0) break
    left -= given
  }
  while (left > 0 && giveOne(rows)) left -= 1
  return rows.map(({ id, slots: got, deficit }) => ({ id, slots: got, deficit }))
}

function shareByProportion(rows: Row[], slots: number): number {
  const asking = rows.filter(({ left }) => left > 0)
  const total = asking.reduce((sum, { share }) => sum + share, 0)
  let given = 0
  for (const row of asking) {
    const more = Math.min(row.left, Math.floor((slots * row.share) / total))
    row.slots += more
    row.left -= more
    given += more
  }
  return given
}

function giveOne(rows: Row[]): boolean {
  const asking = rows.filter(({ left }) => left > 0)
  const [first, ...others] = asking
  if (first === undefined) return false
  const total = asking.reduce((sum, { share }) => sum + share, 0)
  for (const row of asking) row.deficit += row.share / total
  let next = first
  for (const row of others) if (row.deficit > next.deficit + 1e-9) next = row
  next.deficit -= 1
  next.slots += 1
  next.left -= 1
  return true
}

/**
 * How a tick's slots are shared among lanes: each slot goes to the lane that is furthest behind
 * its share, among those with somebody waiting. What a lane cannot use goes to the others, and a
 * lane does not save up while nobody waits in it (deficit round robin, one slot at a time).
 */
export type LaneDemand = {
  readonly id: string
  readonly share: number
  readonly demand: number
  readonly deficit: number
}

export type LaneSlots = { readonly id: string; readonly slots: number; readonly deficit: number }

export function shareSlots(lanes: readonly LaneDemand[], slots: number): LaneSlots[] {
  const rows = lanes.map(({ id, share, demand, deficit }) => ({
    id,
    share,
    left: demand,
    slots: 0,
    deficit: demand === 0 ? 0 : deficit,
  }))
  for (let given = 0; given < slots; given += 1) {
    const asking = rows.filter(({ left }) => left > 0)
    if (asking.length === 0) break
    const total = asking.reduce((sum, { share }) => sum + share, 0)
    for (const row of asking) row.deficit += row.share / total
    const next = asking.reduce((best, row) => (row.deficit > best.deficit + 1e-9 ? row : best))
    next.deficit -= 1
    next.slots += 1
    next.left -= 1
  }
  return rows.map(({ id, slots: got, deficit }) => ({ id, slots: got, deficit }))
}

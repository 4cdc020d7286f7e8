/** Documents and events of the size that the shop's have. */

export function orderLike(no: number) {
  return {
    _id: `order-${no}`,
    member: `member-${no}`,
    state: 'created',
    seats: [
      { showtime: 'show-1', seat: `A-${no % 500}`, priceKrw: 110_000 },
      { showtime: 'show-1', seat: `B-${no % 500}`, priceKrw: 110_000 },
    ],
    createdAtMs: 1_800_000_000_000 + no,
    outbox: [],
    toTell: false,
  }
}

/** As a room tells of a lease. */
export function joinedLike(no: number) {
  return {
    id: `room-${no % 50}:bench:${no}`,
    topic: 'Queue_log',
    version: 1,
    source: 'edge',
    atMs: 1_800_000_000_000 + no,
    data: {
      kind: 'joined',
      room: `room-${no % 50}`,
      epoch: 'bench',
      lane: 'general',
      count: 3,
      total: 3 * (no + 1),
    },
  }
}

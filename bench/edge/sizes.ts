/** How much of everything is measured. */
export interface Size {
  rounds: number
  seconds: number
  connections: number
  /** Fans in the line who may poll. */
  line: number
  /** Whether near and far fans are measured by themselves too. */
  kindsOfPolls: boolean
  /** Seconds of driven leases, after those in which they grow to their size. */
  leasesSettleSeconds: number
  leasesSeconds: number
  /** After many have joined or connected, until the server has done what it put off. */
  settleMs: number
  /** Who holds sockets and waits; how long; and the slots that become free meanwhile. */
  waiting: number
  waitSeconds: number
  slots: number
  /** At most, until leases and floats have grown to their size and everybody is let in. */
  idleSettleSeconds: number
  idleRounds: number
  idleSeconds: number
  /** Rooms that operators look through. */
  rooms: number
  sockets: number
  broadcasts: number
  /** The time over which claims are counted. */
  claimSeconds: number
}

export function sizeOf(options: {
  pairs: number
  seconds: number
  connections: number
  quick?: boolean
}): Size {
  return options.quick === true ? quick(options.connections) : full(options)
}

function full({ pairs, seconds, connections }: Parameters<typeof sizeOf>[0]): Size {
  return {
    rounds: pairs,
    seconds,
    connections,
    line: 12_000,
    kindsOfPolls: true,
    leasesSettleSeconds: 5,
    leasesSeconds: 15,
    settleMs: 3_000,
    waiting: 10_000,
    waitSeconds: 60,
    slots: 240,
    idleSettleSeconds: 10,
    idleRounds: pairs,
    idleSeconds: 4,
    rooms: 1_000,
    sockets: 15_000,
    broadcasts: 5,
    claimSeconds: 10,
  }
}

/** Rough: one or two short rounds of everything. */
function quick(connections: number): Size {
  return {
    rounds: 1,
    seconds: 0.6,
    connections,
    line: 1_200,
    kindsOfPolls: false,
    leasesSettleSeconds: 0.8,
    leasesSeconds: 1.2,
    settleMs: 500,
    waiting: 1_000,
    waitSeconds: 7,
    slots: 20,
    idleSettleSeconds: 5,
    idleRounds: 1,
    idleSeconds: 1.2,
    rooms: 200,
    sockets: 2_000,
    broadcasts: 2,
    claimSeconds: 1,
  }
}

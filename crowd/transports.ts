/** How a fan hears of the line. All of them give the same facts, and nobody fares worse by any (R6). */
export const TRANSPORTS = ['socket', 'stream', 'poll', 'page'] as const
export type Transport = (typeof TRANSPORTS)[number]

/** In percent of all fans, 100 together. */
export type Shares = Readonly<Record<Transport, number>>

export const USUAL_SHARES: Shares = { socket: 60, stream: 20, poll: 15, page: 5 }

/** `draw` is a random number from 0 to 1. */
export function transportFor(shares: Shares, draw: number): Transport {
  let below = 0
  for (const transport of TRANSPORTS) {
    below += shares[transport]
    if (draw * 100 < below) return transport
  }
  return 'poll'
}

/** `socket=60,stream=40`: who is not named has no share. Nothing when it cannot be meant. */
export function readShares(text: string): Shares | undefined {
  const shares = { socket: 0, stream: 0, poll: 0, page: 0 }
  const named = new Set<Transport>()
  for (const part of text.split(',')) {
    const [, name, percent] = /^([a-z]+)=(\d{1,3})$/.exec(part) ?? []
    const transport = TRANSPORTS.find((known) => known === name)
    if (transport === undefined || named.has(transport)) return undefined
    named.add(transport)
    shares[transport] = Number(percent)
  }
  const sum = TRANSPORTS.reduce((sum, transport) => sum + shares[transport], 0)
  return sum === 100 ? shares : undefined
}

export function sharesText(shares: Shares): string {
  return TRANSPORTS.map((transport) => `${transport}=${shares[transport]}`).join(',')
}

/** What can happen to a sale, as data, so that a failing run shrinks to something to read. */
import fc from 'fast-check'
import type { RoomSettings } from '../room/settings.ts'
import { noFaults } from './network.ts'
import type { World } from './world.ts'

export type SaleCommand =
  | { do: 'wait'; ms: number }
  | {
      do: 'join'
      lane: number
      isolate: number
      noShow: boolean
      polls: boolean
      shopsForMs: number
      fans: number
      gapMs: number
    }
  | {
      do: 'claim' | 'here' | 'leave' | 'release' | 'renew' | 'move' | 'sleep' | 'wake'
      fan: number
    }
  | { do: 'cap'; cap: number }
  | { do: 'rate'; rate: number }
  | { do: 'shares'; shares: number[] }
  | { do: 'pause' | 'resume' | 'drop-sockets' }
  | { do: 'faults'; lose: number; repeat: number; delayMs: number }
  | { do: 'crash-room'; point: 'now' | 'before-storing' | 'after-storing' }
  | { do: 'crash-segment'; which: number; point: 'now' | 'before-storing' | 'after-storing' }
  | { do: 'crash-desk' | 'crash-isolate' | 'mute-isolate'; which: number }
  | { do: 'silence'; which: number; ms: number }
  | { do: 'old-epoch'; which: number; count: number }

const which = fc.nat({ max: 200 })
const point = fc.constantFrom('now' as const, 'before-storing' as const, 'after-storing' as const)

const join = fc.record({
  do: fc.constant('join' as const),
  lane: fc.nat({ max: 1 }),
  isolate: fc.nat({ max: 3 }),
  noShow: fc.integer({ min: 0, max: 4 }).map((die) => die === 0),
  polls: fc.boolean(),
  shopsForMs: fc.integer({ min: 100, max: 30_000 }),
  fans: fc.integer({ min: 1, max: 8 }),
  /** All at once, or one after the other at other isolates. */
  gapMs: fc.constantFrom(0, 0, 40, 150, 400),
})
const wait = fc.record({
  do: fc.constant('wait' as const),
  ms: fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 1, max: 800 }) },
    { weight: 4, arbitrary: fc.integer({ min: 800, max: 20_000 }) },
    // Long enough for whoever was not seen to be forgotten.
    { weight: 1, arbitrary: fc.constant(50_000) },
  ),
})
const fanActs = ['claim', 'here', 'leave', 'release', 'renew', 'move', 'wake'] as const

const faults = fc.record({
  lose: fc.double({ min: 0, max: 0.4, noNaN: true }),
  repeat: fc.double({ min: 0, max: 0.4, noNaN: true }),
  delayMs: fc.nat({ max: 8_000 }),
})

const command: fc.Arbitrary<SaleCommand> = fc.oneof(
  { weight: 8, arbitrary: join },
  { weight: 8, arbitrary: wait },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom(...fanActs), fan: which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('sleep' as const), fan: which }) },
  fc.record({ do: fc.constant('cap' as const), cap: fc.nat({ max: 12 }) }),
  fc.record({
    do: fc.constant('rate' as const),
    rate: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(0.4)),
  }),
  fc.record({
    do: fc.constant('shares' as const),
    shares: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 3 }),
  }),
  fc.record({ do: fc.constantFrom('pause' as const, 'resume' as const, 'drop-sockets' as const) }),
  { weight: 2, arbitrary: faults.map((chosen) => ({ do: 'faults' as const, ...chosen })) },
  fc.record({ do: fc.constant('crash-room' as const), point }),
  fc.record({ do: fc.constant('crash-segment' as const), which, point }),
  fc.record({
    do: fc.constantFrom('crash-desk' as const, 'crash-isolate' as const, 'mute-isolate' as const),
    which,
  }),
  fc.record({
    do: fc.constant('silence' as const),
    which,
    ms: fc.integer({ min: 100, max: 60_000 }),
  }),
  fc.record({
    do: fc.constant('old-epoch' as const),
    which,
    count: fc.nat({ max: 1_000 }),
  }),
)

export const sales = fc.record({
  seed: fc.nat({ max: 1_000_000 }),
  span: fc.constantFrom(3, 8, 40),
  cap: fc.integer({ min: 1, max: 12 }),
  rate: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(0.4)),
  /** All are near, as in a small sale, or the next minute of the rate. */
  nearAtLeast: fc.constantFrom(0, 10_000),
  /** From the first message on, in two sales of three. */
  faults: fc.oneof(fc.constant(noFaults), faults, faults),
  commands: fc.array(command, { minLength: 5, maxLength: 40 }),
})

const LANES = ['general', 'fan-club', 'accessible'] as const

export function saleSettings(
  cap: number,
  ratePerSecond: number,
  span: number,
  nearAtLeast: number,
): RoomSettings {
  return {
    cap,
    ratePerSecond,
    span,
    lanes: [
      { id: 'general', sharePercent: 70 },
      { id: 'fan-club', sharePercent: 30 },
    ],
    order: 'arrival',
    mode: 'queue',
    schedule: { openAtMs: 1 },
    near: { seconds: 60, atLeast: nearAtLeast },
    terms: { offerMs: 8_000, sessionMs: 60_000, tokenMs: 15_000 },
  }
}

export function perform(world: World, command: SaleCommand): void {
  const { crowd } = world
  switch (command.do) {
    case 'wait':
      return world.run(command.ms)
    case 'join':
      for (let fan = 0; fan < command.fans; fan += 1) {
        world.network.after(fan * command.gapMs, () =>
          crowd.join(LANES[command.lane] ?? 'general', command.isolate + fan, command),
        )
      }
      return
    case 'cap':
      return world.change({ cap: command.cap })
    case 'rate':
      return world.change({ ratePerSecond: command.rate })
    case 'shares':
      return world.change({
        lanes: command.shares.map((sharePercent, at) => ({
          id: LANES[at] ?? 'general',
          sharePercent,
        })),
      })
    case 'pause':
    case 'resume':
      return world.command(command.do)
    case 'drop-sockets':
      return crowd.dropSockets()
    case 'faults':
      world.faults = command
      return
    case 'crash-room':
      return world.crashRoom(command.point)
    case 'crash-segment':
      return world.crashSegment(command.which, command.point)
    case 'crash-desk':
      return world.crashDesk(command.which)
    case 'crash-isolate':
      return world.isolate(command.which)?.restart()
    case 'mute-isolate': {
      const isolate = world.isolate(command.which)
      if (isolate !== undefined) isolate.mute = true
      return
    }
    case 'silence':
      return world.silence(command.which, command.ms)
    case 'old-epoch':
      return world.oldEpoch(command.which, command.count)
    case 'claim':
    case 'here':
    case 'leave':
    case 'release':
    case 'renew':
    case 'move':
    case 'sleep':
    case 'wake': {
      const fan = crowd.pick(command.fan)
      if (fan !== undefined) crowd[command.do](fan)
    }
  }
}

/**
 * The loop closed: rooms let fans in, fans make load a while later, the origin reports, and the
 * rooms follow. A report is up to three seconds late, and each room by itself loses a tenth.
 */
import { seeded } from '../../model/random.ts'
import { decide, hearOrigin, openPressure, type Decision, type Pressure } from '../pressure.ts'
import type { OriginReport } from '../report.ts'
import { pressureSettings } from '../settings.ts'
import { ModelOrigin, type Served } from './origin.ts'

const START_MS = 1_800_000_000_000

export type LoopShape = {
  readonly seed: number
  readonly settings: object
  /** The rate each room opens with. */
  readonly openAt: readonly number[]
  readonly seconds: number
  /** A fan's requests begin so long after they are let in, and are spread over so long. */
  readonly delaySeconds: number
  readonly visitSeconds: number
  readonly requestsPerVisit: number
  /** How many servers there are at a second; 40 without it. */
  readonly serversAt?: (second: number) => number
}

export type Second = {
  /** Of each room. */
  readonly rates: readonly number[]
  /** Sessions a second that the origin could bear. */
  readonly capacity: number
  /** Load as a share of what the origin can answer. */
  readonly use: number
  readonly served: Served
  readonly decisions: readonly Decision[]
}

const WINDOW_SECONDS = 5
const LOST_SHARE = 0.1

export function runLoop(shape: LoopShape): Second[] {
  const random = seeded(shape.seed)
  const origin = new ModelOrigin({ servers: 40, serviceMs: 100, givenUpAfterMs: 10_000 }, random)
  const settings = pressureSettings.parse(shape.settings)
  let rooms = shape.openAt.map((rate) => openPressure(settings, rate, START_MS))
  const admitted: number[] = []
  const seconds: Second[] = []
  const window: Served[] = []
  let onTheWay: { readonly report: OriginReport; readonly arrives: number }[] = []
  for (let second = 1; second <= shape.seconds; second += 1) {
    const nowMs = START_MS + second * 1_000
    origin.servers = shape.serversAt?.(second) ?? 40
    const load = loadOf(admitted, second, shape)
    const served = origin.second(load)
    window.push(served)
    if (second % WINDOW_SECONDS === 0) {
      // On a clock that is a day off, and on its way for one to three seconds.
      const report = reportOf(window.splice(0), nowMs - 86_400_000)
      onTheWay.push({ report, arrives: second + 1 + Math.floor(random() * 3) })
    }
    const arrived = onTheWay.filter(({ arrives }) => arrives <= second)
    onTheWay = onTheWay.filter(({ arrives }) => arrives > second)
    const decisions = rooms.map((room) => {
      const heard = arrived.filter(() => random() >= LOST_SHARE)
      return step(room, heard, nowMs)
    })
    rooms = decisions.map(({ pressure }) => pressure)
    const rates = decisions.map(({ ratePerSecond }) => ratePerSecond)
    admitted[second] = rates.reduce((sum, rate) => sum + rate, 0)
    const capacity = origin.perSecond / shape.requestsPerVisit
    seconds.push({ rates, capacity, use: load / origin.perSecond, served, decisions })
  }
  return seconds
}

function step(
  room: Pressure,
  arrived: readonly { readonly report: OriginReport }[],
  nowMs: number,
): Decision {
  const heard = arrived.reduce((so, { report }) => hearOrigin(so, report, nowMs), room)
  return decide(heard, { sessionsInside: 0, waitsForRate: true }, nowMs)
}

/** What those inside ask for in this second. */
function loadOf(admitted: readonly number[], second: number, shape: LoopShape): number {
  const { delaySeconds, visitSeconds, requestsPerVisit } = shape
  let fans = 0
  for (let ago = delaySeconds; ago < delaySeconds + visitSeconds; ago += 1) {
    fans += admitted[second - ago] ?? 0
  }
  return (fans * requestsPerVisit) / visitSeconds
}

function reportOf(window: readonly Served[], atMs: number): OriginReport {
  const sum = (of: (served: Served) => number) => window.reduce((so, each) => so + of(each), 0)
  return {
    reporter: 'shop',
    source: 'origin',
    atMs,
    windowMs: window.length * 1_000,
    requests: sum(({ requests }) => requests),
    errors: sum(({ errors }) => errors),
    latencyP95Ms: sum(({ latencyP95Ms }) => latencyP95Ms) / window.length,
    inFlight: window.at(-1)?.inFlight ?? 0,
  }
}

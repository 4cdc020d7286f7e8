import { watchCpu } from '../cpu.ts'
import { realClock } from '../clock.ts'
import { runClosedLoop } from './closed-loop.ts'
import { SocketLine } from './line.ts'
import { runOpenLoop } from './open-loop.ts'
import { runSpec, type RunResult, type RunSpec } from './run-spec.ts'
import { loadScenario, type Scenario } from './scenario.ts'

/** More at once than a listening socket queues would be refused by the system, not the server. */
const OPENING_AT_ONCE = 200

/** One measurement, in this process: connects, runs the loop, closes. */
export async function measure(given: RunSpec): Promise<RunResult> {
  const spec = runSpec.parse(given)
  const scenario = await loadScenario(spec.scenario)
  const { host, port } = new URL(spec.origin)
  const target = { port: Number(port), host, timeoutMs: spec.timeoutMs }
  const lines = Array.from({ length: spec.connections }, () => new SocketLine(target))
  try {
    await openAll(lines, spec.origin)
    const cpuSince = watchCpu(spec.serverPid)
    const loop = await runLoop(spec, lines, scenario)
    const cpu = cpuSince()
    return {
      loop,
      clientCpuShare: cpu.client,
      serverCpuShare: cpu.server,
      othersCpuShare: cpu.others,
      reconnects: lines.reduce((sum, line) => sum + line.connects - 1, 0),
      reported: scenario.report?.() ?? {},
    }
  } finally {
    for (const line of lines) line.close()
  }
}

async function openAll(lines: readonly SocketLine[], origin: string): Promise<void> {
  for (let from = 0; from < lines.length; from += OPENING_AT_ONCE) {
    const batch = lines.slice(from, from + OPENING_AT_ONCE)
    const opened = await Promise.all(batch.map((line) => line.open()))
    const refused = opened.filter((worked) => !worked).length
    if (refused > 0) {
      throw new Error(
        `${refused} of ${batch.length} connections to ${origin} could not be opened: check that the server runs and how many files it may open.`,
      )
    }
  }
}

function runLoop(
  spec: ReturnType<typeof runSpec.parse>,
  lines: readonly SocketLine[],
  scenario: Scenario,
): Promise<RunResult['loop']> {
  const durationMs = spec.seconds * 1000
  const shared = { lines, scenario, durationMs, clock: realClock }
  return spec.loop.kind === 'closed'
    ? runClosedLoop({ ...shared, maxRequests: spec.maxRequests })
    : runOpenLoop({ ...shared, ...spec.loop, maxRequests: spec.maxRequests })
}

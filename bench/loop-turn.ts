import type { HttpClient } from './http-client.ts'
import type { RunResult, RunSpec } from './http/run-spec.ts'
import type { Figures } from './pairs.ts'

/** One measured turn against a server, as figures. A server that fails is not measured at all. */
export async function loopTurn(
  client: Pick<HttpClient, 'measure'>,
  spec: RunSpec,
): Promise<Figures> {
  const result = await client.measure(spec)
  const wrong = whatWentWrong(result)
  if (wrong !== undefined) throw new Error(`${spec.origin}: ${wrong}`)
  return figuresOf(result)
}

function figuresOf({ loop, clientCpuShare, serverCpuShare, othersCpuShare }: RunResult): Figures {
  const { okPerSecond, latency } = loop
  return {
    'requests/s': okPerSecond,
    'p50 ms': latency.p50Ms,
    'p95 ms': latency.p95Ms,
    'p99 ms': latency.p99Ms,
    'max ms': latency.maxMs,
    ...('lateCount' in loop
      ? {
          'sent late': loop.lateCount,
          dropped: loop.droppedCount,
          unanswered: loop.unansweredCount,
        }
      : {}),
    'client CPU, cores': clientCpuShare,
    ...(serverCpuShare === undefined ? {} : { 'server CPU, cores': serverCpuShare }),
    'others CPU, cores': othersCpuShare,
  }
}

/** A bench of good answers has a hole where others came: it must not pass for speed. */
function whatWentWrong({ loop }: RunResult): string | undefined {
  const statuses = Object.entries(loop.otherStatuses).map(
    ([status, count]) => `${count} × ${status}`,
  )
  const failures = Object.entries(loop.failures).map(([reason, count]) => `${count} × ${reason}`)
  const all = [...statuses, ...failures]
  if (all.length > 0)
    return `not every answer was 2xx: ${all.join(', ')} ${loop.firstFailure ?? ''}`
  return loop.okCount === 0 ? 'nothing was answered.' : undefined
}

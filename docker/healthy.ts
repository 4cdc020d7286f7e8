/** Asked by the container's engine: exit code 0 when the process in this container answers. */
const ANSWER_WITHIN_MS = 4_000

const address = `http://127.0.0.1:${process.env.PORT ?? '8792'}/healthz`
try {
  const answer = await fetch(address, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
  process.exit(answer.ok ? 0 : 1)
} catch {
  process.exit(1)
}

/**
 * A rehearsal beside the page: the simulator's own engine in a worker, so that the page stays as it
 * is while hours of a sale are played. It is told a scenario, says how far it is, and answers once.
 */
import './zod-without-code.ts'
import type { z } from 'zod'
import { noDraw } from '../../../simulator/engine/draw.ts'
import { play } from '../../../simulator/engine/play.ts'
import { scenario } from '../../../simulator/scenario.ts'
import type { Heard } from '../console/rehearsal-state.ts'

/** More often than this nobody can read. */
const TELL_EVERY_MS = 100

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const read = scenario.safeParse(data)
  if (!read.success) return say({ kind: 'wrong', message: wrongIn(read.error) })
  let toldAtMs = -Infinity
  const found = play(read.data, noDraw, (progress) => {
    const nowMs = performance.now()
    if (nowMs - toldAtMs < TELL_EVERY_MS) return
    toldAtMs = nowMs
    say({ kind: 'progress', progress })
  })
  say({ kind: 'found', found })
})

function wrongIn({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.join('.')}: ${message}.`).join(' ')
}

function say(heard: Heard): void {
  postMessage(heard)
}

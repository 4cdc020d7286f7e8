import { z } from 'zod'
import { Histogram } from '../http/histogram.ts'
import { httpRequest } from '../http/request.ts'
import type { ScenarioFactory } from '../http/scenario.ts'

const options = z.object({ request: httpRequest })
const kindOf = z.object({ kind: z.string() })

/** Joins of a room where nobody waits, and how many of them were let in by the same request. */
export const scenario: ScenarioFactory = (given) => {
  const { request } = options.parse(given)
  const admittedMs = new Histogram()
  let answers = 0
  let admitted = 0
  return {
    next: () => {
      const sentMs = performance.now()
      return {
        request,
        answered: ({ status, body }) => {
          answers += 1
          const isGood =
            status === 201 && kindOf.parse(JSON.parse(body.toString())).kind === 'admitted'
          if (!isGood) return
          admitted += 1
          admittedMs.record(performance.now() - sentMs)
        },
      }
    },
    report: () => ({
      answers,
      admitted,
      // Of all answers, where each that let nobody in counts as slower than any that did.
      p99AdmittedMs: admittedMs.percentileMs(Math.min(1, (0.99 * answers) / Math.max(1, admitted))),
    }),
  }
}

/**
 * The exporter to Zipkin, with two things that it does not have: word in the log when spans begin or
 * cease to be lost, and an end to what it holds while a Zipkin takes connections and never answers.
 */
import { ZipkinExporter } from '@opentelemetry/exporter-zipkin'
import type { SpanExporter } from '@opentelemetry/sdk-trace'
import type { Log } from './log.ts'

/** Batches under way. The exporter gives none of them up by itself. */
const SENDING_MAX = 4
const FAILED = 1

export function zipkin(url: string, log: Log): SpanExporter {
  const exporter = new ZipkinExporter({ url })
  let sending = 0
  let isLosing = false

  function note(failed: boolean, why: string): void {
    if (failed === isLosing) return
    isLosing = failed
    if (failed) log('warn', { what: 'spans-lost', why })
    else log('info', { what: 'spans-taken-again' })
  }

  return {
    export(spans, done) {
      if (sending >= SENDING_MAX) {
        const error = new Error('Zipkin does not answer.')
        note(true, error.message)
        done({ code: FAILED, error })
        return
      }
      sending += 1
      exporter.export(spans, (result) => {
        sending -= 1
        note(result.error !== undefined, result.error?.message ?? '')
        done(result)
      })
    },
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  }
}

import { describe, expect, test } from 'vitest'
import { consumer } from './consume.ts'
import { joinedEvent, memoryLog, noting, partsWith, traceOf } from './fixtures.ts'
import { inSpans } from './followed.ts'
import { takeIn } from './take-in.ts'

const followed = (no: number) => ({ headers: { traceparent: traceOf(no).parent } })
const notToday = () => Promise.reject(new Error('not today'))

describe('a step of a batch', () => {
  test('is a span in every trace that follows something in it, and done once, in the first', async () => {
    const { tracing, spans } = noting(partsWith(memoryLog()).tracing)
    const done: (string | undefined)[] = []
    const act = async () => void done.push(tracing.traceId())

    await inSpans(tracing, [{}, followed(1), followed(2)], { name: 'step', kind: 'consumer', act })

    expect(spans).toEqual([
      ['step', traceOf(2).id],
      ['step', traceOf(1).id],
    ])
    expect(done).toEqual([traceOf(1).id])
  })

  test('is one span for a trace that follows several of it', async () => {
    const { tracing, spans } = noting(partsWith(memoryLog()).tracing)
    const messages = [followed(1), followed(1), followed(1)]

    await inSpans(tracing, messages, { name: 'step', kind: 'consumer', act: async () => {} })

    expect(spans).toHaveLength(1)
  })

  test('that nobody follows is a span of what goes on', async () => {
    const { tracing, spans } = noting(partsWith(memoryLog()).tracing)
    const step = { name: 'step', kind: 'producer', act: async () => {} } as const

    await tracing.withSpan('request', 'server', () => inSpans(tracing, [{}], step))

    const [[, trace] = []] = spans
    expect(spans).toEqual([
      ['request', trace],
      ['step', trace],
    ])
  })

  test('has sixteen spans at the most, and what fails in it fails', async () => {
    const { tracing, spans } = noting(partsWith(memoryLog()).tracing)
    const messages = Array.from({ length: 500 }, (_, no) => followed(no))

    const step = inSpans(tracing, messages, { name: 'step', kind: 'consumer', act: notToday })

    await expect(step).rejects.toThrow('not today')
    expect(spans).toHaveLength(16)
  })
})

test('each event that is followed is followed from the door to who takes it in', async () => {
  const log = memoryLog()
  const { tracing, spans } = noting(partsWith(log).tracing)
  const parts = { ...partsWith(log), tracing }
  const events = [1, 2, 3].map((no) => joinedEvent(no, { trace: traceOf(no).parent }))
  consumer(parts, { group: 'tests', topics: ['Queue_log'], apply: async () => {} }).start()

  await takeIn(parts, events, 'edge')
  await log.deliver()

  for (const no of [1, 2, 3]) {
    expect(spans).toContainEqual(['log Queue_log', traceOf(no).id])
    expect(spans).toContainEqual(['take Queue_log', traceOf(no).id])
  }
})

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { originReport } from '../core/queue/pressure/report.ts'
import { admitOne, pressureMeter, type PressureMeter, type Shop } from './index.ts'

describe('how the shop fares', () => {
  let shop: Shop
  let meter: PressureMeter
  let reports: unknown[]

  beforeEach(() => {
    vi.useFakeTimers()
    reports = []
    shop = admitOne({
      room: 'https://queue.example/rooms/demo',
      audience: 'https://shop.example',
      serviceKey: 'a-service-key-for-tests-0123456789',
      fetch: async (_, init) => {
        reports.push(JSON.parse(typeof init?.body === 'string' ? init.body : ''))
        return Response.json({ kind: 'heard' }, { status: 202 })
      },
    })
    meter = pressureMeter(shop, { reporter: 'shop-1', stockLeft: () => 40 })
  })
  afterEach(() => {
    meter.close()
    shop.close()
    vi.useRealTimers()
  })

  test('is told every five seconds: what ended, what failed, how long it took', async () => {
    for (let request = 1; request <= 20; request += 1) {
      const done = meter.began()
      vi.advanceTimersByTime(request)
      done(request === 20 ? 503 : 200)
    }
    meter.began()

    await vi.advanceTimersByTimeAsync(5_000)

    expect(reports).toEqual([
      {
        reporter: 'shop-1',
        atMs: expect.any(Number),
        windowMs: 5_000,
        requests: 20,
        errors: 1,
        latencyP95Ms: 19,
        inFlight: 1,
        stockLeft: 40,
      },
    ])
    expect(originReport.safeParse(reports[0]).success).toBe(true)
  })

  test('each window begins from nothing, but for what is still in flight', async () => {
    const done = meter.began()
    meter.began()(200)
    await vi.advanceTimersByTimeAsync(5_000)
    await vi.advanceTimersByTimeAsync(5_000)
    done()
    done(200)

    await vi.advanceTimersByTimeAsync(5_000)

    expect(reports).toMatchObject([
      { requests: 1, errors: 0, inFlight: 1 },
      { requests: 0, errors: 0, inFlight: 1 },
      { requests: 1, errors: 1, inFlight: 0 },
    ])
    for (const report of reports) expect(originReport.safeParse(report).success).toBe(true)
    expect(reports[1]).not.toHaveProperty('latencyP95Ms')
  })

  test('is told no more once it is closed', async () => {
    meter.close()

    await vi.advanceTimersByTimeAsync(20_000)

    expect(reports).toEqual([])
  })
})

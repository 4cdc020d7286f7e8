import { expect, test } from 'vitest'
import { joined, recordOf, told, turnAt } from '../fixtures/records.ts'
import type { FanRecord } from '../record.ts'
import { checkCallOrder } from './call-order.ts'

function waiting(fan: number, openedMs: number, own: Partial<FanRecord> = {}): FanRecord {
  return joined(fan, fan, 0, {
    statuses: [told(0)],
    connections: [{ openedMs, closedMs: Infinity }],
    ...own,
  })
}
const calledAt = (fan: number, atMs: number) => waiting(fan, 1_000, { turns: [turnAt(atMs)] })

test('R3: somebody called while a lower position waited with an open socket is found', () => {
  const found = checkCallOrder(recordOf([waiting(1, 1_000), calledAt(2, 10_000)]))

  expect(found).toMatchObject({ checked: 1, broken: 1 })
})

test('R3: in the order of positions all is well', () => {
  const fans = [calledAt(1, 10_000), calledAt(2, 11_000), calledAt(3, 11_250)]

  expect(checkCallOrder(recordOf(fans))).toMatchObject({ checked: 3, broken: 0 })
})

test('R3: calls of one tick have no order', () => {
  expect(checkCallOrder(recordOf([calledAt(1, 10_100), calledAt(2, 10_000)])).broken).toBe(0)
  expect(checkCallOrder(recordOf([calledAt(1, 12_000), calledAt(2, 10_000)])).broken).toBe(1)
})

test.each<[string, Partial<FanRecord>]>([
  ['had only just connected', { connections: [{ openedMs: 9_000, closedMs: Infinity }] }],
  ['had lost the connection', { connections: [{ openedMs: 1_000, closedMs: 9_000 }] }],
  ['had left', { said: [{ what: 'leave', sentMs: 9_000 }] }],
  ['had missed a turn before', { turns: [turnAt(5_000)] }],
  ['had missed a turn unheard', { lapsesMs: [5_000] }],
  ['was in the shop', { endedMs: 9_000 }],
])('R3: who %s is passed over by right', (_, own) => {
  const fans = [waiting(1, 1_000, own), calledAt(2, 10_000)]

  expect(checkCallOrder(recordOf(fans)).broken).toBe(0)
})

test('R3: who polls, or holds a stream and asks, is passed over by nobody either', () => {
  const asks = [told(1_000), told(20_000), told(39_000)]
  const streams = { transport: 'stream', statuses: asks } as const

  const found = checkCallOrder(recordOf([waiting(1, 1_000, streams), calledAt(2, 30_000)]))

  expect(found.broken).toBe(1)
})

test('R3: a stream that is open keeps nobody present', () => {
  const fans = [waiting(1, 1_000, { transport: 'stream' }), calledAt(2, 50_000)]

  expect(checkCallOrder(recordOf(fans)).broken).toBe(0)
})

/** Told of another position half a second after the crowd's clock began. */
function drawnTo(record: FanRecord, position: number): FanRecord {
  const [lobby] = record.places
  const after = lobby && { ...lobby, receivedMs: 500, place: { ...lobby.place, position } }
  return { ...record, places: [lobby, after].filter((place) => place !== undefined) }
}

test('R3: where the order was drawn, the position that was drawn counts', () => {
  const first = drawnTo(calledAt(2, 10_000), 1)
  const waits = drawnTo(waiting(1, 1_000), 2)

  expect(checkCallOrder(recordOf([first, waits])).broken).toBe(0)
})

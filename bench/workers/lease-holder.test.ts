import { expect, test } from 'vitest'
import type { LeaseAnswer, LeaseRequest } from '../../edge/objects/messages.ts'
import { LeaseHolder, type DeskDoor } from './lease-holder.ts'

const address = { room: 'bench', index: 0 }

/** A desk that has every number there is, and answers when the microtasks have run. */
function desk() {
  const heard: LeaseRequest[] = []
  let next = 0
  const door: DeskDoor = {
    lease: (_, request) => {
      heard.push(request)
      const leases = request.wants.map(({ lane, want }) => {
        const grant = { leaseId: `l${next}`, from: next, to: next + want, forMs: 250 }
        next += want
        return { lane, grant }
      })
      return Promise.resolve<LeaseAnswer>({ epoch: 'e', leases })
    },
  }
  return { heard, holder: new LeaseHolder(door, address, 'general') }
}

test('the first join asks for a lease, and has its number when it comes', async () => {
  const { heard, holder } = desk()

  holder.join(1_000)
  await holder.done()
  holder.move(1_001)

  expect(heard).toEqual([{ settled: [], wants: [{ lane: 'general', want: 1 }] }])
  expect(holder).toMatchObject({ numbers: 1, waiting: 0, calls: 1 })
})

test('a lease that is used up is settled by the call that asks for a larger one', async () => {
  const { heard, holder } = desk()
  holder.join(1_000)
  await holder.done()
  holder.move(1_001)

  holder.join(1_002)
  await holder.done()

  expect(heard[1]?.settled).toEqual([{ lane: 'general', account: { leaseId: 'l0', used: 1 } }])
  expect(heard[1]?.wants[0]?.want).toBeGreaterThan(1)
})

test('a lease that has ended and that nobody asks after is settled by itself', async () => {
  const { heard, holder } = desk()
  holder.join(1_000)
  await holder.done()
  holder.move(1_001)

  holder.move(1_299)
  expect(heard).toHaveLength(1)
  holder.move(1_300)

  expect(heard[1]).toEqual({
    settled: [{ lane: 'general', account: { leaseId: 'l0', used: 1 } }],
    wants: [],
  })
})

test('while an answer is out nobody asks again, and who joins waits', async () => {
  const { heard, holder } = desk()

  holder.join(1_000)
  holder.join(1_000)

  expect(heard).toHaveLength(1)
  expect(holder.waiting).toBe(2)
  await holder.done()
})

test('a desk that does not answer is a failure, and is asked again by the next join', async () => {
  let calls = 0
  const broken: DeskDoor = {
    lease: () => {
      calls += 1
      return Promise.reject(new Error('no desk'))
    },
  }
  const holder = new LeaseHolder(broken, address, 'general')

  holder.join(1_000)
  await holder.done()
  holder.join(1_010)
  await holder.done()

  expect(holder).toMatchObject({ failures: 2, waiting: 2 })
  expect(calls).toBe(2)
})

/** What a bill is made of. */
import type { Counted } from '../bill.ts'
import type { Metrics } from './metrics.ts'
import type { Sale } from './sale.ts'

/** An event is written, read and deleted: three operations. */
const OPERATIONS_AN_EVENT = 3
/** A page is loaded before it joins; with a draw, it reads the draw's document once. */
const LOADS_A_FAN = 1

export function countedOf(sale: Sale, { polls, objectSeconds }: Metrics): Counted {
  const { calls, crowd, room, joined, scenario } = sale
  const sum = (of: 'rows' | 'granting') => {
    return sale.segments.all.reduce((total, machine) => total + machine[of], 0)
  }
  const draws = scenario.order === 'draw' ? joined : 0
  const leases = sale.joining.desks.reduce((total, { leases: cut }) => total + cut, 0)
  return {
    requests: {
      joins: joined,
      polls: Math.round(polls),
      claims: crowd.claims,
      sockets: crowd.connects,
      other: crowd.renewals + crowd.others + joined * LOADS_A_FAN + draws,
    },
    objectCalls: calls.room.total + calls.desk.total + calls.segment.total,
    socketMessages: crowd.answers,
    objectSeconds,
    rowsWritten:
      room.rows + sum('rows') + sale.joining.desks.reduce((total, { rows }) => total + rows, 0),
    queueOperations: (leases + sum('granting')) * OPERATIONS_AN_EVENT,
  }
}

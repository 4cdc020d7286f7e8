import type { FanStatusOnWire } from '../../../core/protocol/fan-status.ts'
import { asOfFact, Facts, marked, type Fact } from './fact.tsx'
import { hasOrder } from './line.ts'
import type { RoomTelling } from './telling.ts'
import { countIn, peopleIn, rateIn, waitIn } from './words.ts'

/** The stub a fan keeps: the number, large, and what the room is doing meanwhile. */
export function PlaceStub(props: {
  telling: RoomTelling
  status: FanStatusOnWire
  /** Where the ticket's headline says something else, who is ahead stands here. */
  hasAhead?: boolean
}) {
  const { telling, status, hasAhead = false } = props
  const { say, language, facts } = telling
  const { place, waiting, ratePerSecond, asOfMs } = status
  const isDrawn = place.position !== place.number
  return (
    <>
      <dl class="number">
        <dt>{say('room.number')}</dt>
        <dd {...marked('number', place.number)}>{countIn(language, place.number)}</dd>
      </dl>
      <Facts
        facts={[
          isDrawn
            ? [say('room.position'), undefined, countIn(language, place.position)]
            : undefined,
          facts.lanes > 1 ? [say('room.lane'), undefined, place.lane] : undefined,
          ...(hasAhead && hasOrder(facts, status) ? aheadFacts(telling, status) : []),
          [say('room.waiting'), marked('waiting', waiting), peopleIn(say, language, waiting)],
          [
            say('room.rate'),
            marked('rate-per-second', ratePerSecond),
            rateIn(say, language, ratePerSecond),
          ],
          asOfFact(telling, asOfMs),
        ]}
      />
    </>
  )
}

function aheadFacts({ say, language }: RoomTelling, status: FanStatusOnWire): (Fact | undefined)[] {
  const { presentAhead, isEstimate, atMostAhead, wait } = status
  const ahead = (
    <span {...marked('is-estimate', isEstimate)}>
      {peopleIn(say, language, presentAhead, isEstimate)}
    </span>
  )
  return [
    [say('room.ahead'), marked('present-ahead', presentAhead), ahead],
    [
      say('room.ahead.most'),
      marked('at-most-ahead', atMostAhead),
      peopleIn(say, language, atMostAhead),
    ],
    wait === undefined
      ? undefined
      : [
          say('room.wait'),
          marked('wait-low-ms', wait.lowMs),
          <span {...marked('wait-high-ms', wait.highMs)}>{waitIn(say, wait)}</span>,
        ],
  ]
}

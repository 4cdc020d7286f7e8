/** The eight numbers somebody asks for first. */
import { countText, decimalText, durationText, NOTHING, shareText, usdText } from '../figures.ts'
import type { Result } from '../result.ts'

export type Fact = { readonly name: string; readonly value: string; readonly more: string }

export function factsOf(result: Result): readonly Fact[] {
  return [...crowdFacts(result), ...ruleFacts(result), estimateFact(result), priceFact(result)]
}

function crowdFacts({ fans, waits, saleSeconds, seconds, ended }: Result): Fact[] {
  const wait = (ms: number) => (waits.count === 0 ? NOTHING : durationText(ms))
  return [
    {
      name: 'Admitted',
      value: countText(fans.admitted),
      more: `of ${countText(fans.joined)} who joined`,
    },
    {
      name: 'Median wait',
      value: wait(waits.p50Ms),
      more: `19 in 20 within ${wait(waits.p95Ms)}, the longest ${wait(waits.maxMs)}`,
    },
    {
      name: 'The sale took',
      value: durationText(saleSeconds * 1_000),
      more: `${ended ? '' : 'cut off before its end; '}rehearsed in ${durationText(seconds * 1_000)}`,
    },
  ]
}

function ruleFacts({ slots }: Result): Fact[] {
  return [
    {
      name: 'Slots above the cap',
      value: countText(slots.worstOvershoot),
      more: `at worst; turns above the rate: ${decimalText(slots.worstRateOvershoot)}`,
    },
    {
      name: 'Called out of order',
      value: countText(slots.inversions),
      more: 'fans called before somebody present who stood ahead',
    },
    {
      name: 'Idle slots',
      value: shareText(slots.idleShare),
      more: `${decimalText(slots.idleSlotSeconds)} slot-seconds while somebody waited`,
    },
  ]
}

function estimateFact({ estimate }: Result): Fact {
  const told = estimate.fans - estimate.withoutRange
  const name = 'Wait ranges that held'
  if (told <= 0) return { name, value: NOTHING, more: 'none was looked at' }
  const width = shareText(estimate.medianWidth)
  return {
    name,
    value: shareText(estimate.heldShare),
    more: `of ${countText(told)} told; their median width is ${width} of the wait left`,
  }
}

function priceFact({ bill, fans }: Result): Fact {
  const each = (bill.totalUsd / Math.max(1, fans.joined)) * 100_000
  return {
    name: 'Price of the sale',
    value: usdText(bill.totalUsd),
    more: `by list prices; ${usdText(each)} for 100,000 fans`,
  }
}

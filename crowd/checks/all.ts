import type { CrowdRecord } from '../record.ts'
import { checkCallOrder } from './call-order.ts'
import { checkCap } from './cap.ts'
import type { Finding } from './finding.ts'
import { checkJoinOrder } from './join-order.ts'
import { checkOnePlaceEach, checkPlaceKept, checkSamePlace } from './place.ts'
import { checkRate } from './rate.ts'
import { checkSameWaits } from './same-waits.ts'
import { checkComeBack, checkServed } from './served.ts'
import { checkAge, checkAtMost } from './truth.ts'

const CHECKS = [
  checkCap,
  checkRate,
  checkJoinOrder,
  checkCallOrder,
  checkServed,
  checkComeBack,
  checkSamePlace,
  checkOnePlaceEach,
  checkPlaceKept,
  checkAge,
  checkAtMost,
  checkSameWaits,
]

/** Every rule that can be seen from outside, held against what the crowd was told. */
export function checkAll(record: CrowdRecord): Finding[] {
  return CHECKS.flatMap((check) => check(record))
}

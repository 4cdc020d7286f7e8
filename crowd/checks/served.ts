/**
 * R4: nobody stalls the line. Everyone who stayed was in the shop in the end, those who missed a
 * turn and said "I'm here" too; and nobody who missed one is called again before they say so.
 */
import type { CrowdRecord, FanRecord } from '../record.ts'
import { Findings, type Finding } from './finding.ts'
import { turnsOf } from './turns.ts'

export function checkServed({ fans }: CrowdRecord): Finding {
  const found = new Findings()
  for (const { fan, ending, statuses, turns } of fans) {
    if (ending === 'left' || ending === 'gave-up' || ending === 'turned-away') continue
    if (ending === 'let-through' || ending === 'unheard') continue
    found.hold(ending === 'served', () => {
      const last = statuses.at(-1)
      const where = last === undefined ? 'never told anything' : `last told ${last.standing}`
      return `fan ${fan} was not served: ${where}, ${turns.length} times called`
    })
  }
  return found.of('R4', 'everyone who stayed was served')
}

export function checkComeBack({ fans }: CrowdRecord): Finding {
  const found = new Findings()
  for (const record of fans) checkFan(record, found)
  return found.of('R4', 'who missed a turn is called again upon "I\'m here"')
}

/** Each further turn takes one "I'm here", sent before it, whenever that one was answered. */
function checkFan(record: FanRecord, found: Findings): void {
  for (const [index, { turn, toldMs }] of turnsOf(record).entries()) {
    if (index === 0) continue
    const saidHere = record.said.filter(({ what, sentMs }) => what === 'here' && sentMs <= toldMs)
    found.hold(saidHere.length >= index, () => {
      return `fan ${record.fan} was called to turn ${turn} without a word`
    })
  }
}

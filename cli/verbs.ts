/** All that `admit-one` does, in the order in which its help lists it. */
import type { Verb } from './verb.ts'
import { lookVerbs } from './verbs/look.ts'
import { operatorVerbs } from './verbs/operators.ts'
import { recordVerbs } from './verbs/record.ts'
import { rehearseVerbs } from './verbs/rehearse.ts'
import { roomVerbs } from './verbs/rooms.ts'
import { saleVerbs } from './verbs/sale.ts'

export const verbGroups: readonly { readonly title: string; readonly verbs: readonly Verb[] }[] = [
  { title: 'Rooms', verbs: roomVerbs },
  { title: 'A sale', verbs: saleVerbs },
  { title: 'Watch and look back', verbs: [...lookVerbs, ...recordVerbs] },
  { title: 'Before the sale', verbs: rehearseVerbs },
  { title: 'Operators', verbs: operatorVerbs },
]

export const verbs: readonly Verb[] = verbGroups.flatMap((group) => group.verbs)

/** What a field of a room is called: where it stands, and wherever else it is spoken of. */
import { languageNames, languages } from '../language.ts'
import type { MessageKey, Say } from '../messages.ts'
import { instants } from './deed.ts'
import { colours, modesOfLook } from './room-form.ts'
import { laneFields } from './room-lanes.ts'

const alone: readonly (readonly [name: string, key: MessageKey])[] = [
  ['id', 'console.field.id'],
  ['settings.cap', 'sale.field.cap'],
  ['settings.ratePerSecond', 'sale.field.rate'],
  ['settings.mode', 'console.field.mode'],
  ['settings.order', 'console.field.order'],
  ['settings.lanes', 'console.field.lanes'],
  ['settings.terms', 'console.field.terms'],
  ['settings.terms.offerMs', 'console.field.offer'],
  ['settings.terms.sessionMs', 'console.field.session'],
  ['settings.terms.tokenMs', 'console.field.token-life'],
  ['settings.near.seconds', 'console.field.near.seconds'],
  ['settings.near.atLeast', 'console.field.near.least'],
  ['settings.span', 'console.field.span'],
  ['desks', 'console.field.desks'],
  ['locationHint', 'console.field.place'],
  ['origins', 'console.field.origins'],
  ['whenBlind', 'console.field.blind'],
  ['reload', 'console.field.reload'],
  ['pressure.floorPerSecond', 'console.field.floor'],
  ['pressure.ceilingPerSecond', 'console.field.ceiling'],
  ['pressure.targetLatencyMs', 'console.field.latency'],
]

/** By the field's name; undefined for what is spoken of nowhere. */
export function labelsIn(say: Say): (name: string) => string | undefined {
  const labels = new Map<string, string>(alone.map(([name, key]) => [name, say(key)]))
  for (const code of languages) {
    const { name: language } = languageNames[code]
    labels.set(`title.${code}`, say('console.field.title.in', { language }))
    labels.set(`look.note.${code}`, say('console.field.note.in', { language }))
  }
  for (const name of instants) {
    labels.set(`settings.schedule.${name}`, `${say(`sale.field.${name}`)} (${say('room.zone')})`)
  }
  for (const [at, name] of laneFields.entries()) {
    const key = name.endsWith('.id') ? 'console.field.lane.id' : 'console.field.lane.share'
    labels.set(name, say(key, { n: String(Math.floor(at / 2) + 1) }))
  }
  for (const mode of modesOfLook) {
    for (const colour of colours) {
      const said = [say(`console.look.${mode}`), say(`console.colour.${colour}`)]
      labels.set(`look.${mode}.${colour}`, said.join(': '))
    }
  }
  return (name) => labels.get(name)
}

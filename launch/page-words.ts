/**
 * The words that a page's script carries: of its language alone, and what its page says. What ends with
 * a dot is the beginning of keys, and all else is a key.
 */
import type { Plugin } from 'esbuild'
import type { Language } from '../edge/web/language.ts'
import { messages } from '../edge/web/messages.ts'

/** What a live page of the console says besides its own: phases and waits, in the fans' words. */
export const consoleSays = [
  'sale.',
  'room.phase.',
  'room.wait.',
  'room.minutes',
  'room.hours',
  'room.hours.minutes',
  // What a field that changed is called, and its values.
  'room.zone',
  'room.news.sold-out',
  'console.changed.',
  'console.field.',
  'console.look.',
  'console.colour.',
  'console.mode.',
  'console.blind.',
  'console.reload.',
  'console.report.more',
]

/** What the page of a rehearsal says, in the words of sales and reports where it says the same. */
export const rehearsalSays = [
  'rehearse.',
  'sale.course.',
  'sale.lane',
  'sale.lapses',
  'sale.rate.minute',
  'sale.rate.second',
  'sale.score',
  'sale.seconds',
  'sale.signed-out',
  'sale.waiting',
  'console.report.admitted',
  'console.report.half',
  'console.report.longest',
  'console.report.shortest',
  'room.minutes',
  'room.hours',
  'room.hours.minutes',
]

/** The message table with one language in it, and only what the page says whose script it is. */
export function inOneLanguage(language: Language, keys: readonly string[]): Plugin {
  return {
    name: 'one language',
    setup(building) {
      building.onLoad({ filter: /\/web\/messages\.ts$/ }, () => {
        const said = Object.entries(messages).flatMap(([key, { [language]: text }]) =>
          keys.some((said) => key === said || (said.endsWith('.') && key.startsWith(said)))
            ? [[key, text]]
            : [],
        )
        return { contents: oneLanguageModule(Object.fromEntries(said)), loader: 'js' }
      })
    },
  }
}

/** What messages.ts exports, as far as a script uses it. */
function oneLanguageModule(said: Record<string, string>): string {
  return `const said = ${JSON.stringify(said)}
export const speak = () => (key, values = {}) =>
  said[key].replaceAll(/\\{(\\w+)\\}/g, (braces, name) => values[name] ?? braces)`
}

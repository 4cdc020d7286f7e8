import type { Language } from './language.ts'
import { landingMessages } from './messages/landing.ts'
import { pageMessages } from './messages/page.ts'
import { problemMessages } from './messages/problem.ts'
import { roomActMessages } from './messages/room-acts.ts'
import { roomFactMessages } from './messages/room-facts.ts'
import { roomRefusalMessages } from './messages/room-refusals.ts'
import { roomStateMessages } from './messages/room-states.ts'
import type { MessageTable } from './messages/table.ts'

/**
 * Every sentence a person reads, in every language, side by side: a translation that is missing
 * does not compile, and one that drifts from its neighbours is seen in review. The words are
 * the ones the design fixes (room, number, turn), one word a thing in each language. What changes
 * stands in braces.
 */
export const messages = {
  ...pageMessages,
  ...landingMessages,
  ...roomFactMessages,
  ...roomStateMessages,
  ...roomActMessages,
  ...roomRefusalMessages,
  ...problemMessages,
} satisfies MessageTable

export type MessageKey = keyof typeof messages

/** Says a message by its name, with what stands in its braces. */
export type Say = (key: MessageKey, values?: Readonly<Record<string, string>>) => string

/** The messages of one language, ready to be asked by name. */
export function speak(language: Language): Say {
  return (key, values = {}) =>
    messages[key][language].replaceAll(
      /\{(\w+)\}/g,
      (braces, name: string) => values[name] ?? braces,
    )
}

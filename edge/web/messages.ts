import type { Language } from './language.ts'
import { consoleMessages } from './messages/console.ts'
import { consoleActMessages } from './messages/console-acts.ts'
import { consoleFieldMessages } from './messages/console-fields.ts'
import { consoleRecordMessages } from './messages/console-records.ts'
import { consoleRemovalMessages } from './messages/console-removal.ts'
import { consoleRehearseMessages } from './messages/console-rehearse.ts'
import { consoleRoomMessages } from './messages/console-room.ts'
import { consoleSaleMessages } from './messages/console-sale.ts'
import { consoleSessionMessages } from './messages/console-session.ts'
import { docsMessages } from './messages/docs.ts'
import { landingMessages } from './messages/landing.ts'
import { pageMessages } from './messages/page.ts'
import { problemMessages } from './messages/problem.ts'
import { reasonMessages } from './messages/reasons.ts'
import { roomActMessages } from './messages/room-acts.ts'
import { roomFactMessages } from './messages/room-facts.ts'
import { roomMoveMessages } from './messages/room-moves.ts'
import { roomNewsMessages } from './messages/room-news.ts'
import { roomOutsideMessages } from './messages/room-outside.ts'
import { roomRefusalMessages } from './messages/room-refusals.ts'
import { roomTurnMessages } from './messages/room-turns.ts'
import { roomWaitingMessages } from './messages/room-waiting.ts'
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
  ...roomOutsideMessages,
  ...roomWaitingMessages,
  ...roomTurnMessages,
  ...roomMoveMessages,
  ...roomActMessages,
  ...roomNewsMessages,
  ...roomRefusalMessages,
  ...problemMessages,
  ...docsMessages,
  ...consoleMessages,
  ...consoleSaleMessages,
  ...consoleActMessages,
  ...consoleSessionMessages,
  ...consoleRoomMessages,
  ...consoleFieldMessages,
  ...consoleRemovalMessages,
  ...consoleRecordMessages,
  ...consoleRehearseMessages,
  ...reasonMessages,
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

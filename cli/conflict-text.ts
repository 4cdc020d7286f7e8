/** What was changed meanwhile, to whoever came second. */
import { conflict } from '../core/operate/room-answers.ts'
import { logText } from './verbs/rooms.ts'

export function conflictText(body: unknown): string {
  const { version, since } = conflict.parse(body)
  return `Somebody changed it meanwhile (version ${version}):\n${logText(since)}\nLook at it, and say it again.`
}

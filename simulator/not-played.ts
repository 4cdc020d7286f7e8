/**
 * What of a room's settings a rehearsal does not play. Whoever shows what it found says it beside the
 * figures: a setting that was changed, and changed nothing there, may well change the sale.
 */
import { TOKEN_MS } from '../core/queue/limits.ts'
import type { RoomEntry } from '../core/queue/room/entry.ts'

/** In English; the console has the same table in its languages. */
export const notPlayedSentences = {
  mode: 'the mode: whoever comes takes a place in the line, as in the mode queue',
  cap: 'a cap of 0: there is one slot',
  lobby: 'the lobby: nobody comes before the opening',
  pressure: 'pressure: the rate stays as it is now, whatever the shop bears',
  reload: 'what a reload costs: whoever reloads keeps the place',
  token: 'how long a token lives: a minute, each',
} as const

export type NotPlayed = keyof typeof notPlayedSentences

/** Empty for a room that is played as it is. */
export function notPlayedOf({
  settings,
  pressure,
  reload,
}: Pick<RoomEntry, 'settings' | 'pressure' | 'reload'>): NotPlayed[] {
  const { mode, cap, order, schedule, terms } = settings
  const isUnlike: Record<NotPlayed, boolean> = {
    mode: mode !== 'queue',
    cap: cap === 0,
    lobby: order === 'arrival' && schedule.lobbyAtMs !== undefined,
    pressure: pressure !== undefined,
    reload: reload === 'requeue',
    token: terms.tokenMs !== TOKEN_MS,
  }
  return Object.keys(isUnlike)
    .filter(isSetting)
    .filter((setting) => isUnlike[setting])
}

function isSetting(name: string): name is NotPlayed {
  return name in notPlayedSentences
}

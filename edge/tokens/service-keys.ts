/**
 * What a shop's server says to be one, from the secret SERVICE_KEYS: for which rooms, and several
 * at once while one is changed for the next. Without it no shop is spoken to.
 */
import { z } from 'zod'
import type { Bindings } from '../settings.ts'
import { isSame } from './same.ts'

const KEY_MIN_CHARS = 32

const keysText = z.object({
  keys: z
    .array(
      z.object({
        /** Which shop it is, for logs. */
        id: z.string().regex(/^[a-z0-9-]{1,32}$/),
        secret: z.string().min(KEY_MIN_CHARS).max(256),
        /** By their ids; `*` for all there are. */
        rooms: z.array(z.string()).min(1).max(1_000),
      }),
    )
    .max(100),
})
type ServiceKey = z.infer<typeof keysText>['keys'][number]

let read: { readonly text: string; readonly keys: readonly ServiceKey[] } = { text: '', keys: [] }

/** The shop whose key it is, if it may speak for this room. */
export function serviceOf(
  { SERVICE_KEYS = '' }: Pick<Bindings, 'SERVICE_KEYS'>,
  room: string,
  given: string,
): string | undefined {
  if (read.text !== SERVICE_KEYS) {
    read = {
      text: SERVICE_KEYS,
      keys: keysText.safeParse(parseJson(SERVICE_KEYS)).data?.keys ?? [],
    }
  }
  const candidates = read.keys.filter(({ rooms }) => rooms.includes(room) || rooms.includes('*'))
  return candidates.find(({ secret }) => isSame(secret, given))?.id
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

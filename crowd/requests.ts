import type { Ask } from './fan-events.ts'

/** A fan's ask as it is sent: the path is the ask's name. */
export function requestOf(
  ask: Ask,
  lane: string | undefined,
): { readonly method: 'GET' | 'POST'; readonly body: string | undefined } {
  switch (ask.what) {
    case 'status':
      return { method: 'GET', body: undefined }
    case 'join':
      return { method: 'POST', body: JSON.stringify(lane === undefined ? {} : { lane }) }
    case 'renew':
    case 'release':
      return { method: 'POST', body: JSON.stringify({ sessionId: ask.sessionId }) }
    case 'claim':
    case 'here':
    case 'leave':
      return { method: 'POST', body: '{}' }
  }
}

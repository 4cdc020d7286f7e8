/**
 * Tabs of one browser share the place's cookie: the one that was opened last follows it, and the
 * others say so. They find each other by a channel of the browser's own.
 */
export type Tabs = {
  /** This tab follows the place from now on. */
  readonly follow: (place: string) => void
  readonly end: () => void
}

type Following = { readonly place: string; readonly sinceMs: number; readonly tab: string }

export function tabsOf(room: string, tookOver: () => void): Tabs {
  if (typeof BroadcastChannel === 'undefined') return { follow: () => {}, end: () => {} }
  const channel = new BroadcastChannel(`admit-one ${room}`)
  const tab = String(Math.random())
  let mine: Following | undefined
  channel.addEventListener('message', ({ data }: MessageEvent<Following>) => {
    if (mine === undefined || data.place !== mine.place || data.tab === tab) return
    if (isLater(data, mine)) {
      mine = undefined
      tookOver()
    } else channel.postMessage(mine)
  })
  return {
    follow: (place) => {
      mine = { place, sinceMs: Date.now(), tab }
      channel.postMessage(mine)
    },
    end: () => channel.close(),
  }
}

/** Two that were opened in the same millisecond still agree on one. */
function isLater(a: Following, b: Following): boolean {
  return a.sinceMs === b.sinceMs ? a.tab > b.tab : a.sinceMs > b.sinceMs
}

/** Who of a group has which places: the same answer wherever it is asked from the same facts. */
export type Member = { readonly member: string; readonly topics: readonly string[] }
export type PlaceOfTopic = { readonly place: number; readonly topic: string }

/** In turn over those who listen to the topic, so that no two differ by more than one. */
export function shareOut(
  members: readonly Member[],
  places: readonly PlaceOfTopic[],
): Map<number, string> {
  const inOrder = members.toSorted((a, b) => compare(a.member, b.member))
  const shares = new Map<number, string>()
  const held = new Map<string, number>()
  for (const { place, topic } of places.toSorted((a, b) => a.place - b.place)) {
    const listeners = inOrder.filter(({ topics }) => topics.includes(topic))
    const least = leastLoaded(listeners, held)
    if (least === undefined) continue
    shares.set(place, least)
    held.set(least, (held.get(least) ?? 0) + 1)
  }
  return shares
}

function leastLoaded(
  listeners: readonly Member[],
  held: ReadonlyMap<string, number>,
): string | undefined {
  let least: string | undefined
  let fewest = Number.POSITIVE_INFINITY
  for (const { member } of listeners) {
    const count = held.get(member) ?? 0
    if (count < fewest) [least, fewest] = [member, count]
  }
  return least
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

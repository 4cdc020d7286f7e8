/** RFC 7396: an object is merged into another, null takes a field away, all else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch
  const merged = new Map(Object.entries(isRecord(target) ? target : {}))
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name)
    else merged.set(name, mergePatch(merged.get(name), value))
  }
  return Object.fromEntries(merged)
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The patch that makes one record of another. */
export function patchTo(before: unknown, after: unknown): unknown {
  if (!isRecord(before) || !isRecord(after)) return after
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  const fields = [...names].flatMap((name): [string, unknown][] => {
    if (after[name] === undefined) return before[name] === undefined ? [] : [[name, null]]
    if (JSON.stringify(before[name]) === JSON.stringify(after[name])) return []
    return [[name, patchTo(before[name], after[name])]]
  })
  return Object.fromEntries(fields)
}

/**
 * Which protocol a page speaks: it says so with every request and connection, as `?protocol=1`. A
 * deploy runs old and new code side by side for minutes; within one version fields and kinds are
 * only added, and whoever does not know one ignores it.
 */
export const PROTOCOL = 1
/** Pages of an older one are told to load themselves anew. */
export const PROTOCOL_OLDEST = 1

export type Spoken = 'spoken' | 'too-old' | 'newer'

/** Who says nothing speaks the first. */
export function spokenBy(said: string | undefined): Spoken {
  const version = said === undefined ? 1 : Number(said)
  if (!Number.isInteger(version) || version < PROTOCOL_OLDEST) return 'too-old'
  return version > PROTOCOL ? 'newer' : 'spoken'
}

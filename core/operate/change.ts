/** What differs between two states of something, field by field: for the audit log, and for whoever comes second. */
import { z } from 'zod'
import { isRecord } from './merge-patch.ts'

export const change = z.object({
  /** As one would write it: `settings.ratePerSecond`. */
  field: z.string(),
  /** Absent where there was nothing, or is nothing any more. */
  before: z.json().exactOptional(),
  after: z.json().exactOptional(),
})
export type Change = z.infer<typeof change>

/** A list is one field: which of its members is which, nobody knows. */
export function changesBetween(before: unknown, after: unknown, field = ''): Change[] {
  if (isRecord(before) && isRecord(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...names].flatMap((name) =>
      changesBetween(before[name], after[name], field === '' ? name : `${field}.${name}`),
    )
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  const [was, is] = [plain(before), plain(after)]
  return [
    { field, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) },
  ]
}

function plain(value: unknown): Change['before'] {
  return z.json().safeParse(value).data
}

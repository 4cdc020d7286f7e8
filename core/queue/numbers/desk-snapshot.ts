/**
 * A desk's line as text, to be stored before a lease is answered and read back after a crash: a
 * desk that lost it would hand the same numbers out twice.
 */
import { z } from 'zod'
import { rangesFromText, rangesToText } from '../draw/ranges-text.ts'
import { seal, unseal, type SnapshotRefusal } from '../snapshot.ts'
import type { DeskLine } from './desk.ts'

const VERSION = 1
const whole = z.int().nonnegative()

const body = z.object({
  deskId: z.string(),
  lane: z.string(),
  /** From, next, to, and until when. */
  block: z.tuple([whole, whole, whole, whole]),
  /** Id, from, to, and until when. */
  leases: z.array(z.tuple([z.string(), whole, whole, whole])),
  used: z.string(),
  unused: z.string(),
  cutOfBlock: whole,
})

export function storedDesk(line: DeskLine): string {
  const { deskId, lane, block, leases, heard, cutOfBlock } = line
  const stored: z.infer<typeof body> = {
    deskId,
    lane,
    block: [block.from, block.next, block.to, block.untilMs],
    leases: leases.map(({ leaseId, from, to, untilMs }) => [leaseId, from, to, untilMs]),
    used: rangesToText(heard.used),
    unused: rangesToText(heard.unused),
    cutOfBlock,
  }
  return seal(VERSION, stored)
}

export type RestoredDesk = { readonly kind: 'line'; readonly line: DeskLine } | SnapshotRefusal

export function restoreDesk(stored: string): RestoredDesk {
  const opened = unseal(stored, VERSION, body)
  if (opened.kind === 'refused') return opened
  const { deskId, lane, block, leases, cutOfBlock } = opened.body
  const used = rangesFromText(opened.body.used)
  const unused = rangesFromText(opened.body.unused)
  if (used === undefined || unused === undefined) {
    return { kind: 'refused', code: 'snapshot-damaged' }
  }
  const [from, next, to, untilMs] = block
  return {
    kind: 'line',
    line: {
      deskId,
      lane,
      block: { from, next, to, untilMs },
      leases: leases.map(([leaseId, first, end, endMs]) => ({
        leaseId,
        from: first,
        to: end,
        untilMs: endMs,
      })),
      heard: { used, unused },
      cutOfBlock,
    },
  }
}

/** Traces begin at the edge: a part of the events is followed from here to whoever takes them in. */
import type { Bindings } from '../settings.ts'

const SHARE = 0.1

/** A trace context as W3C writes it, of an event that is followed; most are not. */
export function newTrace(env: Pick<Bindings, 'TRACE_SHARE'>): string | undefined {
  const share = env.TRACE_SHARE === undefined ? SHARE : Number(env.TRACE_SHARE)
  return Math.random() < share ? `00-${hex(16)}-${hex(8)}-01` : undefined
}

/** All zeros is not allowed, and of 64 random bits it will not be. */
function hex(bytes: number): string {
  return crypto.getRandomValues(new Uint8Array(bytes)).toHex()
}

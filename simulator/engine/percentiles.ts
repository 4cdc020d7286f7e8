import type { Percentiles } from '../result.ts'

/** Sorts what it is given. */
export function percentilesOf(values: Float64Array): Percentiles {
  values.sort()
  return {
    count: values.length,
    decilesMs: Array.from({ length: 11 }, (_, tenths) => quantile(values, tenths / 10)),
    p50Ms: quantile(values, 0.5),
    p95Ms: quantile(values, 0.95),
    p99Ms: quantile(values, 0.99),
    maxMs: values.at(-1) ?? 0,
  }
}

/** Of sorted values, the one that a part of them does not exceed. */
export function quantile(sorted: Float64Array | readonly number[], part: number): number {
  const at = Math.max(0, Math.ceil(sorted.length * part) - 1)
  return sorted[at] ?? 0
}

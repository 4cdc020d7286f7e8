/** What a rehearsal is told at the most. Without a schema, so that a page's script can know it, too. */
export const FANS_MAX = 2_000_000
export const SEED_MAX = 4_294_967_295
/** Also when a rehearsal that has not ended is cut off, unless its scenario says otherwise. */
export const DAY_S = 86_400
export const WEEK_S = 7 * DAY_S

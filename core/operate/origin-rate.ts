/** What an act does to a rate that follows the shop. */
export type OriginRate =
  | { readonly kind: 'as-it-is' }
  /** An operator's rate counts until they let go. */
  | { readonly kind: 'by-hand'; readonly ratePerSecond: number }
  | { readonly kind: 'follow' }
  /** Its own settings may be others now. */
  | { readonly kind: 'resettle' }

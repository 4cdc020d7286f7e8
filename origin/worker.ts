/** What goes on beside requests for as long as the origin runs: a relay, a consumer. */
export type Worker = {
  /** In the log. */
  readonly name: string
  readonly start: () => void
  /** Resolves when what it had begun is finished; nothing new is begun. */
  readonly stop: () => Promise<void>
}

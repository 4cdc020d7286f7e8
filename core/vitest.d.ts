import 'vitest'

/** Effort is chosen where tests are started, and handed in: core reads no environment. */
declare module 'vitest' {
  export interface ProvidedContext {
    runs: number
    /** Whether a failure is shrunk to something a person can read. */
    shrink: boolean
  }
}

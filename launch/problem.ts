/** What keeps the product from starting or running: one sentence, wrong and remedy. */
export class LaunchProblem extends Error {}

/** What the operating system calls this failure (`EACCES`, `ENOSPC`, …), if it is one of its own. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined
}

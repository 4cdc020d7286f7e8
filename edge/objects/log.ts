/** One line of JSON for whoever looks into it. Names and counts, never a token or a key. */
export function logFault(
  where: string,
  error: unknown,
  facts: Record<string, string | number> = {},
): void {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
  console.error(JSON.stringify({ level: 'error', where, ...facts, what }))
}

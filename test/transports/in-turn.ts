/** Pages are opened a few at a time: thirty at once would each take half a minute. */
const AT_ONCE = 4

let open = 0
const waiting: (() => void)[] = []

export async function inTurn(opens: () => Promise<void>): Promise<void> {
  if (open >= AT_ONCE) await new Promise<void>((mine) => waiting.push(mine))
  open += 1
  try {
    await opens()
  } finally {
    open -= 1
    waiting.shift()?.()
  }
}

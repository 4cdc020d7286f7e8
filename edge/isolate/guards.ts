/** Which addresses of which hosts stand behind the gateway: the directory's table, looked after in the background. */
import type { Guards } from '../objects/directory.ts'
import { directoryStub } from '../objects/stubs.ts'
import type { Bindings } from '../settings.ts'
import { OneLook } from './one-look.ts'

const HELD_MS = 5_000
const ASK_MS = 2_000

let held: Guards | undefined
let askedAtMs = -Infinity
const table = new OneLook('guards', ASK_MS)

/** However old: a table that cannot be asked for again is still the best there is. Throws where there never was one. */
export async function guardsOf(
  env: Bindings,
  waitUntil: (promise: Promise<unknown>) => void,
): Promise<Guards['guards']> {
  const nowMs = Date.now()
  if (held !== undefined && nowMs - askedAtMs < HELD_MS) return held.guards
  const known = held
  if (known !== undefined) askedAtMs = nowMs
  const asking = table.look(waitUntil, () => ask(env))
  if (known !== undefined) {
    waitUntil(asking.catch(() => {}))
    return known.guards
  }
  await asking
  // Whoever led may have failed.
  if (held === undefined) throw new Error('the directory does not answer')
  return held.guards
}

async function ask(env: Bindings): Promise<void> {
  const beganAtMs = Date.now()
  const answer = await directoryStub(env).guards(held?.version)
  held = answer ?? held
  askedAtMs = beganAtMs
}

/** For whoever has just changed it. */
export function forgetGuards(): void {
  held = undefined
}

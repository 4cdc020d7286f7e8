import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemCode } from '../launch/problem.ts'
import { capture } from '../setup/child.cjs'
import { oneAtATime } from '../setup/one-at-a-time.cjs'
import { SetupProblem } from '../setup/problem.cjs'
import { explain } from './install-problem.ts'
import { INSTALLED } from './installed.ts'
import { partPlans, type PartPlan } from './parts.ts'
import { haveTools, type Run } from './tools.ts'

// A part is made in a folder beside its own, gets its mark there, and takes its place by a rename:
// however an installation is cut off, what has its place is whole. Two at once take turns.

const MARK = 'made-of'
const MAKE_WITHIN_MS = 20 * 60_000

export type Installation = {
  folder?: string
  plans?: readonly PartPlan[]
  run?: Run
  isRoot?: boolean
  say: (line: string) => void
}

/** Makes what the servers need, and nothing that is there already. */
export async function install(options: Installation): Promise<void> {
  const { folder = INSTALLED, plans = partPlans(), run = capture, say } = options
  const isRoot = options.isRoot ?? process.getuid?.() === 0
  if (plans.every((plan) => isMade(folder, plan))) return
  try {
    await oneAtATime(join(folder, 'installing'), { say }, async () => {
      const missing = plans.filter((plan) => !isMade(folder, plan))
      const needed = new Set(missing.flatMap(({ needs }) => needs))
      await haveTools([...needed], { run, say, isRoot })
      for (const plan of missing) await make(folder, plan, { run, say })
    })
  } catch (error) {
    // A full disk or a folder that may not be written meets our own files as it meets the tools'.
    if (error instanceof SetupProblem || systemCode(error) === undefined) throw error
    throw new SetupProblem(explain('the servers', String(error), `mend or remove ${folder}`))
  }
}

function isMade(folder: string, { part, fingerprint }: PartPlan): boolean {
  try {
    return readFileSync(join(folder, part, MARK), 'utf8') === fingerprint
  } catch {
    return false
  }
}

async function make(
  folder: string,
  plan: PartPlan,
  { run, say }: { run: Run; say: (line: string) => void },
): Promise<void> {
  const beganMs = performance.now()
  say(`Installing ${plan.name} (once: ${plan.takes}) …`)
  const draft = join(folder, `${plan.part}.draft`)
  const place = join(folder, plan.part)
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true })
  for (const { command, args, env } of plan.commands(draft)) {
    const options = { timeoutMs: MAKE_WITHIN_MS, env: { ...process.env, ...env } }
    const { ok, output, timedOut } = await run(command, args, options)
    if (ok) continue
    throw new SetupProblem(
      timedOut
        ? `${plan.name} was not installed within 20 minutes: check the network and run this again.`
        : explain(plan.name, output, `run ${command} ${args.join(' ')} by itself to see why`),
    )
  }
  writeFileSync(join(draft, MARK), plan.fingerprint)
  rmSync(place, { recursive: true, force: true })
  renameSync(draft, place)
  say(`Installed ${plan.name} in ${((performance.now() - beganMs) / 1000).toFixed(1)} s.`)
}

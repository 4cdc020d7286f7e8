import { startChild } from './child.ts'
import type { Child, ChildPlan } from './child.ts'
import { LaunchProblem } from './problem.ts'

export type Product = {
  children: Child[]
  /** Resolves when every child does its work; fails when one dies or takes too long. */
  ready: Promise<void>
  /** Fails, with the reason, as soon as any child is no more. */
  died: Promise<never>
  /** Ends every child. Safe to repeat. */
  stop: () => Promise<void>
}

export type Supervision = { print: (line: string) => void; readyWithinMs: number }

/** Runs the children as one: they are ready together, and end together. */
export function supervise(plans: ChildPlan[], supervision: Supervision): Product {
  const { print, readyWithinMs } = supervision
  let stopping = false
  const printWhileRunning = (line: string) => {
    // Ended in whatever order, children complain of each other: that is no news to anybody.
    if (!stopping) print(line)
  }
  const children = plans.map((plan) => startChild(plan, printWhileRunning))
  const died = Promise.race(children.map((child) => child.died)).then((reason) => {
    throw new LaunchProblem(reason)
  })
  const ready = Promise.race([died, allReady(plans, readyWithinMs)])
  // Whoever waits for these hears of it; nobody has to.
  for (const outcome of [died, ready]) outcome.catch(() => {})
  const stop = async () => {
    stopping = true
    await Promise.all(children.map((child) => child.stop()))
  }
  return { children, ready, died, stop }
}

async function allReady(plans: ChildPlan[], readyWithinMs: number): Promise<void> {
  const signal = AbortSignal.timeout(readyWithinMs)
  const waiting = new Set(plans.map(({ name }) => name))
  const outOfTime = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      const names = [...waiting].join(' and ')
      reject(
        new LaunchProblem(
          `${names} did not get ready within ${readyWithinMs / 1000} s: see the lines above, or try npm start -- --reset.`,
        ),
      )
    })
  })
  const ready = plans.map(async ({ name, ready }) => {
    await ready(signal)
    waiting.delete(name)
  })
  await Promise.race([Promise.all(ready), outOfTime])
}

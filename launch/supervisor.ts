import { startChild } from './child.ts'
import type { Child, ChildPlan, Death, ProcessPlan } from './child.ts'
import { LaunchProblem } from './problem.ts'

export type Product = {
  /** All that runs, companions too. */
  children: Child[]
  /** Resolves when every child does its work; fails when one dies or takes too long. */
  ready: Promise<void>
  /** Fails, with the reason, as soon as any child but a companion is no more. */
  died: Promise<never>
  /** Starts what the product can do without: it ends with the rest, and dies alone. */
  accompany: (plan: ProcessPlan) => void
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
  const deaths = children.map(async ({ name, died }) => obituary(name, await died))
  const died = Promise.race(deaths).then((reason) => {
    throw new LaunchProblem(reason)
  })
  const ready = Promise.race([died, allReady(plans, readyWithinMs)])
  // Whoever waits for these hears of it; nobody has to.
  for (const outcome of [died, ready]) outcome.catch(() => {})
  const accompany = (plan: ProcessPlan) => {
    const companion = startChild(plan, printWhileRunning)
    children.push(companion)
    void companion.died.then(({ how }) =>
      printWhileRunning(`${plan.name} ${how}: the rest goes on without it.`),
    )
  }
  const stop = async () => {
    stopping = true
    await Promise.all(children.map((child) => child.stop()))
  }
  return { children, ready, died, accompany, stop }
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

function obituary(name: string, { how, lastLines }: Death): string {
  if (lastLines.length === 0)
    return `${name} ${how} without a word: its log is in the data folder, under logs.`
  return `${name} ${how}. Its last words:\n${lastLines.map((line) => `    ${line}`).join('\n')}`
}

import { install } from './install.ts'

/** The suite's first step; the second time it has nothing to do. */
export async function setup(): Promise<void> {
  await install({ say: (line) => console.error(line) })
}

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { LaunchProblem } from '../launch/problem.ts'

/** Where the servers are installed: made by install.ts, ignored by git, never edited. */
export const INSTALLED = resolve(import.meta.dirname, '../.build/services')

export type Part = 'kafka' | 'mongo-double' | 'object-server'

/** The path of something installed, or a sentence that says how to have it. */
export function installed(part: Part, ...path: string[]): string {
  const file = join(INSTALLED, part, ...path)
  if (existsSync(file)) return file
  throw new LaunchProblem(`${part} is not installed: run npm run services -- --install.`)
}

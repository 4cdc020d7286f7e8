import { execFileSync } from 'node:child_process'

/** One thing `npm run check` looks at: a command, and what it does instead under `--fix`. */
export type Step = {
  name: string
  command: readonly string[]
  fix?: readonly string[]
  /** `npm test` runs the same with more effort: where that follows, `--static` leaves it out. */
  isOfTests?: true
}

/** Every tier has its own tsconfig.json, found rather than listed: a new tier cannot be forgotten. */
function typeSteps(): Step[] {
  const files = trackedAndNew().filter((path) => /^([^/]+\/)*tsconfig\.json$/.test(path))
  return files.map((path) => ({ name: `types ${path}`, command: ['tsc', '-p', path] }))
}

/** The slowest first, so that two cores end together. */
export function steps(): Step[] {
  return [
    {
      name: 'fast tests',
      command: ['node', 'test/run.ts', '--fast', 'core', 'node'],
      isOfTests: true,
    },
    {
      name: 'lint',
      command: ['oxlint', '--type-aware', '--deny-warnings'],
      fix: ['oxlint', '--type-aware', '--fix'],
    },
    ...typeSteps(),
    { name: 'unused code', command: ['knip'] },
    { name: 'format', command: ['oxfmt', '--check', '.'], fix: ['oxfmt', '.'] },
    { name: 'docs', command: ['node', 'check/docs-run.ts'] },
  ]
}

/** Files as the next commit could hold them: tracked, or new and not ignored. */
export function trackedAndNew(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate']
  return execFileSync('git', args, { encoding: 'utf8' }).split('\n').filter(Boolean)
}

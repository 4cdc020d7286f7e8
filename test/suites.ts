/** A suite is one run of vitest with its own runtime, coverage and time budget. */
export type Suite = {
  name: string
  config: string
  /** Past this the suite is stopped and has failed: a slow suite is a broken one. */
  budgetSeconds: number
  /** The budget of `npm run test:long`, where sizes are larger. */
  longBudgetSeconds: number
  coverage: boolean
  /** Runs only when it is named: it needs what not every machine has. */
  onlyNamed?: true
}

/** In the order they run: the quickest to tell something is wrong first. */
export const suites: readonly Suite[] = [
  {
    name: 'core',
    config: 'core/vitest.config.ts',
    budgetSeconds: 300,
    longBudgetSeconds: 1200,
    coverage: true,
  },
  {
    name: 'rules',
    config: 'core/rules.vitest.config.ts',
    budgetSeconds: 600,
    longBudgetSeconds: 4 * 3600,
    coverage: false,
  },
  {
    name: 'node',
    config: 'vitest.config.ts',
    budgetSeconds: 240,
    longBudgetSeconds: 1800,
    coverage: true,
  },
  {
    name: 'origin',
    config: 'origin/vitest.config.ts',
    budgetSeconds: 300,
    longBudgetSeconds: 1200,
    coverage: true,
  },
  {
    name: 'edge',
    config: 'edge/vitest.config.ts',
    budgetSeconds: 480,
    longBudgetSeconds: 1200,
    coverage: true,
  },
  {
    name: 'system',
    config: 'test/vitest.config.ts',
    budgetSeconds: 1500,
    longBudgetSeconds: 3600,
    coverage: false,
  },
  {
    name: 'services',
    config: 'services/vitest.config.ts',
    // The servers' first installation is part of it.
    budgetSeconds: 1200,
    longBudgetSeconds: 2400,
    coverage: false,
    onlyNamed: true,
  },
]

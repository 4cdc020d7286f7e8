import { defineConfig } from 'vitest/config'
import { coverage, EVERY_CORE, reporting } from './test/reporting.ts'

/** What sets up, starts, checks and measures the product, tested in Node. */
export default defineConfig({
  test: {
    ...reporting('node'),
    maxWorkers: EVERY_CORE,
    // A rehearsal in the middle of a busy machine takes its time; the suite's budget holds them all.
    testTimeout: 30_000,
    include: [
      '{setup,launch,check,bench,simulator,cli,crowd,client,verify,ops,services,docker}/**/*.test.ts',
      'test/tally.test.ts',
    ],
    exclude: ['**/*.services.test.ts', '**/node_modules/**'],
    coverage: coverage(
      'node',
      'v8',
      { statements: 85, branches: 85 },
      ['{setup,launch,check,bench,simulator,cli,crowd,client,verify}/**/*.{ts,cjs}'],
      // Entry points, and what only runs in a process of its own: the system tests and the
      // benches start those for real, where coverage does not look.
      [
        'setup/{run,main}.cjs',
        'launch/{start,page-scripts}.ts',
        // The ends of a page that only a browser has: the system tests run them in one.
        'client/{room,connections,requests,room-address,tabs,timers,timer-worker}.ts',
        'check/{run,docs-run,dry-run}.ts',
        'bench/{run,client,floor,core,draw,lobby,clone,check,edge}.ts',
        'bench/edge/{answers,idle,joining,line,operator,our-run,pages,passed,pollers,room-calls,servers,sockets,target-run,waiting}.ts',
        'bench/{mixed,mixed-crowd,mixed-room,page,rehearsal,stores}.ts',
        'bench/stores/*.ts',
        'bench/page/*.ts',
        'bench/workers/**',
        'simulator/run.ts',
        'cli/admit-one.ts',
        'crowd/run.ts',
        'verify/{dist,model}/**',
        'bench/edge/{gateway,verifying}.ts',
        '**/*-process.ts',
      ],
    ),
  },
})

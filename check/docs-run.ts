/** Checks every page of documentation in the repository; `npm run check` runs it. */
import { existsSync, readFileSync } from 'node:fs'
import { docFaults, worldAt } from './docs.ts'
import { trackedAndNew } from './steps.ts'

const pages = trackedAndNew()
  .filter((path) => path.endsWith('.md') && existsSync(path))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }))

const faults = docFaults(pages, worldAt('.'))
for (const fault of faults) console.error(fault)
console.log(`${pages.length} pages, ${faults.length} faults`)
process.exitCode = faults.length === 0 ? 0 : 1

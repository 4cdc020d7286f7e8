import { USUAL_SCENARIO } from './arguments.ts'
import { wrapped } from './figures.ts'
import type { StandardScenario } from './load.ts'

export const HELP = `npm run simulate -- [SCENARIO] [flags]

Rehearses a sale with simulated fans, on the product's own core, and holds every rule
against what happened. SCENARIO is the name of a standard one (--list), or the path of
a JSON file. Without it: ${USUAL_SCENARIO}.

Flags change the scenario:
  --fans N          fans who come
  --cap N           sessions and open turns at once
  --rate N          turns offered a second
  --no-show SHARE   fans who never take the turn they are offered
  --reload SHARE    fans who reload the page while near the front
  --draw, --arrival how the order is found
  --isolates N      Worker isolates the crowd is spread over
  --seed N          another crowd of the same kind
  --scenario NAME   the same as SCENARIO
A SHARE is 0 to 1, or a percentage: 0.15, 15% and 15 are the same. 1 is everybody.

What comes out:
  --html FILE       also one page with plots, which needs no network
  --json            the result as one JSON object instead of the table; npm adds two
                    lines of its own before it, unless you say npm run --silent
  --list            the standard scenarios
  --schema          the JSON schema of a scenario file
  --help            this

Exit code: 0 no rule was broken, 1 a rule was broken, 2 something was asked wrongly.`

export function listText(scenarios: readonly StandardScenario[]): string {
  return scenarios
    .map(({ name, about }) => [name, ...wrapped(about, 76).map((line) => `    ${line}`)].join('\n'))
    .join('\n')
}

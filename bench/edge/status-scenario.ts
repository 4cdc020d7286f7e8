import { z } from 'zod'
import { httpRequest } from '../http/request.ts'
import type { ScenarioFactory } from '../http/scenario.ts'

const options = z.object({ requests: z.array(httpRequest).min(1) })

/** The next fan's request each time, in a circle, as a crowd that polls comes along. */
export const scenario: ScenarioFactory = (given) => {
  const { requests } = options.parse(given)
  const exchanges = requests.map((request) => ({ request }))
  const [first] = exchanges
  if (first === undefined) throw new Error('There is somebody who asks.')
  let asked = 0
  return { next: () => exchanges[asked++ % exchanges.length] ?? first }
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigProblem, readStores } from './config.ts'
import { deadLetterCommand } from './events/dead-letter-command.ts'
import { deadLetters } from './events/dead-letters.ts'
import { ensureTopics } from './events/plug.ts'
import { StoreFailure } from './stores/failure.ts'
import { openStores } from './stores/open-stores.ts'
import { createLog } from './telemetry/log.ts'
import { originMetrics } from './telemetry/metrics.ts'
import { startTracing } from './telemetry/tracing.ts'

process.exitCode = await main(process.argv.slice(2))

/** Who starts the product says where its data is; the origin's is in a folder of it. */
function ofTheProduct(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { DATA_DIR = '' } = env
  return DATA_DIR === '' ? env : { ...env, DATA_DIR: join(DATA_DIR, 'origin') }
}

function say(line: string): void {
  console.log(line)
}

/** Beside a running origin, on the same stores. */
async function main(args: readonly string[]): Promise<number> {
  try {
    const log = createLog('error', (line) => console.error(line))
    const tracing = startTracing({ zipkinUrl: undefined, share: 0 }, log)
    const config = readStores(ofTheProduct(process.env), process.cwd())
    if (config.kind === 'embedded' && !existsSync(join(config.folder, 'documents'))) {
      const folder = config.folder
      console.error(
        `Nothing was ever kept in ${folder}: set DATA_DIR as npm start has it, or STORES=real.`,
      )
      return 1
    }
    const stores = await openStores(config, { metrics: originMetrics(), tracing, log })
    try {
      await ensureTopics(stores.events)
      const letters = await deadLetters(stores.documents)
      const { events } = stores
      return await deadLetterCommand(args, { letters, events, say, nowMs: Date.now })
    } finally {
      await stores.close()
    }
  } catch (error) {
    if (!(error instanceof ConfigProblem || error instanceof StoreFailure)) throw error
    console.error(error.message)
    return 1
  }
}

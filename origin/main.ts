import { origin } from './events/plug.ts'
import { runProcess } from './process.ts'

await runProcess(origin)

import { plugOrigin } from './events/plug.ts'
import { runProcess } from './process.ts'

await runProcess(plugOrigin)

import { plugConsumers } from './events/plug.ts'
import { runProcess } from './process.ts'

// Who takes events in, apart from who answers requests: with CONSUMERS=apart for the origin.
await runProcess(plugConsumers)

/** What `npm start` tells a demo's shop. */
import { z } from 'zod'

const settings = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535),
  ROOM: z.url(),
  AUDIENCE: z.url(),
  SERVICE_KEY: z.string().min(32),
})

export type DemoSettings = z.infer<typeof settings>

export function readSettings(): DemoSettings {
  const read = settings.safeParse(process.env)
  if (read.success) return read.data
  const name = String(read.error.issues[0]?.path[0])
  console.error(`${name} is missing or wrong: start the demo's shops by npm start.`)
  process.exit(1)
}

/** Asked to end, it answers what is under way, and ends. */
export function endWhenAsked(end: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      end()
      // What streams for ever would keep it for ever.
      setTimeout(() => process.exit(0), 500).unref()
    })
  }
}

/** A form of another site's page brings our cookies along; its address says where it is from. */
export function isOwnForm(origin: string | undefined, audience: string): boolean {
  return origin === undefined || origin === audience
}

/** What the contract runs as a process of its own: one to be killed, and several that compete. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { openEmbeddedObjects } from '../embedded.ts'
import type { Objects } from '../objects.ts'
import { openS3Objects } from '../s3.ts'

const commandSchema = z.object({
  store: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('embedded'), folder: z.string() }),
    z.object({
      kind: z.literal('s3'),
      settings: z.object({
        endpoint: z.string(),
        region: z.string(),
        bucket: z.string(),
        accessKey: z.string(),
        secretKey: z.string(),
      }),
    }),
  ]),
  work: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('put'), run: z.number() }),
    z.object({ kind: z.literal('count'), times: z.number() }),
  ]),
})

export type Command = z.infer<typeof commandSchema>

/** Keys of one run, new and old: each is written over and over with bodies of many sizes. */
const KEYS = 5

if (import.meta.main) {
  const { store, work } = commandSchema.parse(JSON.parse(process.argv[2] ?? ''))
  const objects =
    store.kind === 's3' ? openS3Objects(store.settings) : await openEmbeddedObjects(store)
  if (work.kind === 'put') await putForEver(objects, work.run)
  else await count(objects, work.times)
  await objects.close()
}

async function putForEver(objects: Objects, run: number): Promise<void> {
  for (let number = 0; ; number += 1) {
    const key = number % 2 === 0 ? `run-${run}/${number}` : `shared/${number % KEYS}`
    const version = run * 1_000_000 + number
    const body = Buffer.alloc((number % 7) * 150_000, `${version};`)
    const digest = createHash('sha256').update(body).digest('hex')
    await objects.put(key, number % 3 === 0 ? new Blob([body]).stream() : body, {
      metadata: { digest, version: String(version) },
    })
    process.stdout.write(`${JSON.stringify({ key, version })}\n`)
  }
}

async function count(objects: Objects, times: number): Promise<void> {
  for (let counted = 0; counted < times;) {
    const got = await objects.get('count')
    const now = got.kind === 'object' ? Number(await new Response(got.body).text()) : 0
    const when = got.kind === 'object' ? { etag: got.about.etag } : ({ absent: true } as const)
    const put = await objects.put('count', String(now + 1), { when })
    if (put.kind === 'put') counted += 1
  }
}

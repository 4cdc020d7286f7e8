/**
 * A sale's record as a file. Pages of it are asked for as the browser takes them, so that no more
 * than one is held here, however long the sale was. A page of a segment, 2,000 lines, is two calls of
 * objects; Cloudflare allows 10,000 in one request, and what fails on the way fails the download.
 */
import { Hono } from 'hono'
import type { RecordPage } from '../../core/operate/room-answers.ts'
import { AppError } from '../../core/problem.ts'
import { roomHandlers } from '../operate/room-handlers.ts'
import type { EdgeEnv } from '../settings.ts'
import { askedOf } from './console-asked.ts'
import { allowed } from './console-gate.tsx'

/** A segment that is busy for a moment does not cost a download of minutes. */
const TRIES = 4
const AGAIN_MS = 500

export const consoleRecord = new Hono<EdgeEnv>()

consoleRecord.get('/rooms/:room/record.csv', allowed('viewer'), async (c) => {
  const pageFrom = (from: string | undefined) =>
    roomHandlers.record(askedOf(c, { query: from === undefined ? {} : { from }, body: undefined }))
  // The first page is had before anything is answered: a room that is not there is 404, and no file.
  const first = await pageFrom(undefined)
  return c.body(fileOf(first, pageFrom), 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${c.req.param('room')}-record.csv"`,
  })
})

type PageFrom = (from: string) => Promise<RecordPage>

/** `again` is what passes before a part that was busy is asked once more. */
export function fileOf(
  first: RecordPage,
  pageFrom: PageFrom,
  again: () => Promise<unknown> = () => scheduler.wait(AGAIN_MS),
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let next = first.next
  let isCancelled = false
  return new ReadableStream<Uint8Array>(
    {
      start(file) {
        file.enqueue(encoder.encode(`${first.header}\n`))
        write(file, first)
      },
      async pull(file) {
        // A page may be empty: this is not asked again before something was written.
        while (next !== undefined) {
          const page = await patiently(next)
          if (isCancelled) return
          next = page.next
          if (write(file, page)) return
        }
        file.close()
      },
      /** The browser has gone: no further page is asked for, nor a busy part again. */
      cancel() {
        isCancelled = true
      },
    },
    { highWaterMark: 1 },
  )

  function write(file: ReadableStreamDefaultController<Uint8Array>, { lines }: RecordPage) {
    if (lines.length > 0) file.enqueue(encoder.encode(`${lines.join('\n')}\n`))
    return lines.length > 0
  }

  async function patiently(from: string): Promise<RecordPage> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await pageFrom(from)
      } catch (error) {
        const isBusy = error instanceof AppError && error.code === 'room-busy'
        if (!isBusy || tries === TRIES) throw error
        await again()
        if (isCancelled) throw error
      }
    }
  }
}

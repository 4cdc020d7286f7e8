/** The objects port over a folder of this machine, for any number of processes at once. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { StoreFailure } from '../failure.ts'
import { Bodies } from './embedded-bodies.ts'
import { embeddedFailure } from './embedded-failure.ts'
import { ObjectIndex, type Entry } from './embedded-index.ts'
import { sweep } from './embedded-sweep.ts'
import { checkKey, checkListing, checkPut, checkRange } from './key.ts'
import { measuredBody } from './measured-body.ts'
import { orCancelled } from './or-cancelled.ts'
import {
  CONTENT_TYPE_DEFAULT,
  LIST_MAX,
  type About,
  type AboutWhole,
  type Body,
  type Got,
  type List,
  type Objects,
  type Put,
  type PutOptions,
  type Range,
} from './objects.ts'

/** A body may be replaced between the look at the index and the opening, but not again and again. */
const LOOKS = 100

export async function openEmbeddedObjects({ folder }: { folder: string }): Promise<Objects> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const bodies = await Bodies.open(join(folder, 'bodies'))
    const index = new ObjectIndex(join(folder, 'index.sqlite'))
    await sweep(bodies, index, Date.now())
    return new EmbeddedObjects(bodies, index)
  } catch (error) {
    throw embeddedFailure(error)
  }
}

class EmbeddedObjects implements Objects {
  readonly #bodies: Bodies
  readonly #index: ObjectIndex
  #closed = false

  constructor(bodies: Bodies, index: ObjectIndex) {
    this.#bodies = bodies
    this.#index = index
  }

  put(key: string, body: Body, options: PutOptions = {}): Promise<Put> {
    return orCancelled(body, async () => {
      checkPut(key, options)
      this.#mustBeOpen()
      const { file, sizeBytes, etag } = await this.#bodies.write(body)
      const { contentType = CONTENT_TYPE_DEFAULT, metadata = {}, when } = options
      const entry = { key, file, sizeBytes, etag, contentType, metadata, writtenAtMs: Date.now() }
      try {
        const switched = this.#asked((index) => index.put(entry, when, () => this.#mustHave(file)))
        const unneeded = switched.kind === 'not-so' ? file : switched.replaced
        if (unneeded !== undefined) await this.#bodies.remove(unneeded)
        return switched.kind === 'not-so' ? switched : { kind: 'put', etag }
      } catch (error) {
        await this.#bodies.remove(file)
        throw error
      }
    })
  }

  async get(key: string, range?: Range): Promise<Got> {
    checkKey(key)
    if (range !== undefined) checkRange(range)
    for (let look = 0; look < LOOKS; look += 1) {
      const entry = this.#asked((index) => index.find(key))
      if (entry === undefined) return { kind: 'none' }
      const { file, sizeBytes } = entry
      const { fromByte, toByte = sizeBytes - 1 } = range ?? { fromByte: 0 }
      if (range !== undefined && fromByte >= sizeBytes) return { kind: 'out-of-range', sizeBytes }
      const source = await this.#bodies.read(file, fromByte)
      if (source === undefined) continue
      const wantedBytes = Math.min(toByte, sizeBytes - 1) - fromByte + 1
      const body = measuredBody(source, wantedBytes, embeddedFailure)
      return { kind: 'object', about: aboutWhole(entry), body }
    }
    throw new Error('The index names a body that is not in its folder: restore both together.')
  }

  async about(key: string): Promise<AboutWhole | undefined> {
    checkKey(key)
    const entry = this.#asked((index) => index.find(key))
    return entry === undefined ? undefined : aboutWhole(entry)
  }

  async list(
    prefix: string,
    { after, limit = LIST_MAX }: { readonly after?: string; readonly limit?: number } = {},
  ): Promise<List> {
    checkListing(prefix, after, limit)
    const found = this.#asked((index) => index.list(prefix, after ?? '', limit + 1))
    const objects = found.slice(0, limit).map(about)
    return { objects, next: found.length > limit ? objects.at(-1)?.key : undefined }
  }

  async remove(key: string): Promise<void> {
    checkKey(key)
    const file = this.#asked((index) => index.remove(key))
    if (file !== undefined) await this.#bodies.remove(file)
  }

  async ping(): Promise<void> {
    this.#asked((index) => index.find(''))
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.#index.close()
  }

  #asked<Result>(ask: (index: ObjectIndex) => Result): Result {
    this.#mustBeOpen()
    try {
      return ask(this.#index)
    } catch (error) {
      throw embeddedFailure(error)
    }
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new StoreFailure('closed', 'The objects were closed before this.')
  }

  #mustHave(file: string): void {
    if (this.#bodies.isThere(file)) return
    throw new StoreFailure('unreachable', 'The body came too slowly and was swept: send it again.')
  }
}

function about({ key, sizeBytes, etag, writtenAtMs }: Entry): About {
  return { key, sizeBytes, etag, writtenAtMs }
}

function aboutWhole(entry: Entry): AboutWhole {
  return { ...about(entry), contentType: entry.contentType, metadata: entry.metadata }
}

/**
 * Bodies as files under random names. A file is written once, whole and down to the disk, before the
 * index knows its name; from then on it never changes, so that whoever has it open reads one version.
 */
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { embeddedFailure, systemCode } from './embedded-failure.ts'
import type { Source } from './measured-body.ts'
import type { Body } from './objects.ts'

/** A folder of a million files is slow on some disks. */
const SHARDS = Array.from({ length: 256 }, (_, shard) => shard.toString(16).padStart(2, '0'))
const CHUNK_BYTES = 256 * 1_024
const PRIVATE = 0o600

export type Written = { readonly file: string; readonly sizeBytes: number; readonly etag: string }

export class Bodies {
  readonly #folder: string

  private constructor(folder: string) {
    this.#folder = folder
  }

  static async open(folder: string): Promise<Bodies> {
    const make = (shard: string) => mkdir(join(folder, shard), { recursive: true, mode: 0o700 })
    await Promise.all(SHARDS.map(make))
    await syncFolder(folder)
    return new Bodies(folder)
  }

  /** A body that fails leaves no file, and fails with its own error. */
  async write(body: Body): Promise<Written> {
    const file = randomUUID()
    const handle = await open(this.#path(file), 'wx', PRIVATE).catch(rethrow)
    try {
      const digest = createHash('sha256')
      let sizeBytes = 0
      for await (const chunk of chunksOf(body)) {
        digest.update(chunk)
        sizeBytes += chunk.byteLength
        await handle.writeFile(chunk).catch(rethrow)
      }
      await handle.sync().catch(rethrow)
      await handle.close()
      await syncFolder(join(this.#folder, shardOf(file))).catch(rethrow)
      return { file, sizeBytes, etag: digest.digest('hex') }
    } catch (error) {
      await handle.close()
      await this.remove(file)
      throw error
    }
  }

  isThere(file: string): boolean {
    return existsSync(this.#path(file))
  }

  /** None when it was removed a moment ago. */
  async read(file: string, fromByte: number): Promise<Source | undefined> {
    const handle = await open(this.#path(file)).catch((error: unknown) => {
      if (systemCode(error) !== 'ENOENT') throw error
    })
    return handle === undefined ? undefined : reading(handle, fromByte)
  }

  /** One that cannot go now is swept later. */
  async remove(file: string): Promise<void> {
    await rm(this.#path(file), { force: true }).catch(() => undefined)
  }

  /** As one step with what the caller has just made sure of. */
  removeNow(file: string): boolean {
    rmSync(this.#path(file), { force: true })
    return true
  }

  /** Files that nobody has written to since then. */
  async *lastWrittenBefore(instantMs: number): AsyncGenerator<string> {
    for (const shard of SHARDS) {
      for (const file of await readdir(join(this.#folder, shard))) {
        const found = await stat(this.#path(file)).catch(() => undefined)
        if (found !== undefined && found.mtimeMs < instantMs) yield file
      }
    }
  }

  #path(file: string): string {
    return join(this.#folder, shardOf(file), file)
  }
}

function shardOf(file: string): string {
  return file.slice(0, 2)
}

function chunksOf(body: Body): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (typeof body === 'string') return [Buffer.from(body)]
  return body instanceof Uint8Array ? [body] : body
}

function reading(handle: FileHandle, fromByte: number): Source {
  let position = fromByte
  return {
    async read(leftBytes) {
      const buffer = new Uint8Array(Math.min(CHUNK_BYTES, leftBytes))
      const { bytesRead } = await handle.read(buffer, 0, buffer.byteLength, position)
      position += bytesRead
      return bytesRead === 0 ? undefined : buffer.subarray(0, bytesRead)
    },
    end: () => handle.close(),
  }
}

/** A new name is on the disk once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function rethrow(error: unknown): never {
  throw embeddedFailure(error)
}

import { DurableObject } from 'cloudflare:workers'
import type { Bindings } from '../settings.ts'

/** One waiting room, for one sale. */
export class Room extends DurableObject<Bindings> {
  /**
   * The random name of this sale's life. It is part of every other object's name and of every
   * message, so that nothing of an earlier life of the same room is mistaken for this one.
   *
   * Read and write are one synchronous step, so concurrent first calls agree; the runtime holds
   * every answer back until the write is on disk, and `sync` makes that wait visible here.
   */
  async epoch(): Promise<string> {
    const known = this.ctx.storage.kv.get<string>('epoch')
    if (known !== undefined) return known
    const epoch = randomName()
    this.ctx.storage.kv.put('epoch', epoch)
    await this.ctx.storage.sync()
    return epoch
  }
}

/** 96 random bits in 16 letters: short, since every message and document carries it. */
function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}

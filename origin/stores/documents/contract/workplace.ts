import type { Collection, Documents, Index, Stored } from '../documents.ts'
import { StoreFailure } from '../../failure.ts'
import type { Harness } from '../documents-contract.ts'

/** A document of a test. */
export type Some = Stored & { readonly [name: string]: unknown }

/** One store for a whole suite, and a collection of its own for each test. */
export class Workplace {
  readonly #opened: Documents[] = []
  #harness: Harness | undefined
  #names = 0

  async start(harness: Harness): Promise<void> {
    this.#harness = harness
    await this.open()
  }

  /** One more client. */
  async open(): Promise<Documents> {
    if (!this.#harness) throw new Error('The suite has no store yet.')
    const documents = await this.#harness.open()
    this.#opened.push(documents)
    return documents
  }

  newName(): string {
    this.#names += 1
    return `test-${process.pid}-${Date.now()}-${this.#names}`
  }

  /** A new one, with documents in it. */
  async collection(
    documents: readonly Some[] = [],
    indexes: readonly Index[] = [],
  ): Promise<Collection<Some>> {
    const [first] = this.#opened
    if (!first) throw new Error('The suite has no store yet.')
    const collection = await first.collection<Some>(this.newName(), indexes)
    for (const document of documents) await collection.insert(document)
    return collection
  }

  async end(): Promise<void> {
    for (const documents of this.#opened) await documents.close()
    await this.#harness?.end()
  }
}

export const idsOf = (documents: readonly Stored[]): string =>
  documents.map(({ _id }) => _id).join(' ')

/** As a caller without types could call it. */
export async function untyped(
  collection: Collection<Some>,
  method: keyof Collection<Some>,
  ...given: readonly unknown[]
): Promise<unknown> {
  return Reflect.apply(collection[method], collection, given)
}

/** By what code something asked for is refused; that it was done, where it was. */
export async function refusalOf(asked: Promise<unknown>): Promise<unknown> {
  try {
    await asked
    return 'was done'
  } catch (error) {
    return error instanceof StoreFailure ? error.code : error
  }
}

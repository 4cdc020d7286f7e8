import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { applyRooms } from '../../cli/apply-rooms.ts'
import { OperatorClient } from '../../cli/operator-client.ts'
import { bundle, type Bundle } from '../bundle.ts'
import type { Binding, ServedWorker } from '../capnp.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { serve, type Served } from '../workerd.ts'
import type { Answers } from '../workers/answers.ts'
import { benchRooms, edgeBindings, OPERATOR_KEY } from './rooms.ts'

const BENCH = dirname(import.meta.dirname)

/** What is served: built once, and started anew for each part, with nothing stored. */
export class Servers {
  readonly #ours: Bundle
  readonly #driver: Bundle
  readonly #answers: Bundle
  readonly #proxy: Bundle
  readonly #storage: string
  readonly #running = new Set<Served>()
  #started = 0

  private constructor(bundles: readonly [Bundle, Bundle, Bundle, Bundle], storage: string) {
    const [ours, driver, answers, proxy] = bundles
    this.#ours = ours
    this.#driver = driver
    this.#answers = answers
    this.#proxy = proxy
    this.#storage = storage
  }

  static async build({ onDisk }: { onDisk: boolean }): Promise<Servers> {
    const folder = await temporaryFolder('edge')
    const bundles = await Promise.all([
      bundle(join(BENCH, '../wrangler.toml'), folder),
      bundle(join(BENCH, 'workers/driver.toml'), folder),
      bundle(join(BENCH, 'workers/answers.toml'), folder),
      bundle(join(BENCH, 'workers/proxy.toml'), folder),
    ])
    return new Servers(bundles, onDisk ? folder : storageInMemory(folder))
  }

  /** The Worker with its objects, and in the same process what drives leases there. */
  async edge(around: { shopOrigin?: string } = {}): Promise<Served & { driver: string }> {
    const { folder, worker } = this.#ours
    const storageFolder = join(this.#storage, `stored-${this.#started++}`)
    const bindings = [...worker.bindings, ...edgeBindings()]
    const driver = withDesksOf(worker.name, this.#driver.worker)
    const { origins, pid, stop } = await serve(
      folder,
      [{ ...worker, storageFolder, bindings }, driver],
      [
        { name: 'edge', worker: worker.name },
        { name: 'driver', worker: driver.name },
      ],
    )
    const origin = origins['edge'] ?? ''
    await applyRooms(new OperatorClient({ url: origin, token: OPERATOR_KEY }), benchRooms(around))
    return { ...this.#keep({ origin, pid, stop }), driver: origins['driver'] ?? '' }
  }

  /** Bare answers of the same bytes and headers. */
  async bare(answers: Answers): Promise<Served> {
    const { folder, worker } = this.#answers
    const binding: Binding = { kind: 'json', name: 'ANSWERS', value: answers }
    const { origins, pid, stop } = await serve(
      folder,
      [{ ...worker, bindings: [binding] }],
      [{ name: 'bare', worker: worker.name }],
    )
    return this.#keep({ origin: origins['bare'] ?? '', pid, stop })
  }

  /** A proxy that decides nothing. */
  async proxy(shopOrigin: string): Promise<Served> {
    const { folder, worker } = this.#proxy
    const binding: Binding = { kind: 'text', name: 'ORIGIN', value: shopOrigin }
    const { origins, pid, stop } = await serve(
      folder,
      [{ ...worker, bindings: [binding] }],
      [{ name: 'proxy', worker: worker.name }],
    )
    return this.#keep({ origin: origins['proxy'] ?? '', pid, stop })
  }

  /** Whatever still runs. */
  async stop(): Promise<void> {
    await Promise.all([...this.#running].map((served) => served.stop()))
  }

  #keep({ origin, pid, stop }: Served): Served {
    const served = {
      origin,
      pid,
      stop: async () => {
        this.#running.delete(served)
        // Nothing of it is kept, so it needs no time to take leave of its sockets.
        process.kill(pid, 'SIGKILL')
        await stop()
      },
    }
    this.#running.add(served)
    return served
  }
}

/** What the measured Worker is called is for its wrangler.toml to say. */
function withDesksOf(name: string, driver: ServedWorker): ServedWorker {
  const bindings = driver.bindings.map((binding) =>
    binding.kind === 'object' ? { ...binding, worker: name } : binding,
  )
  return { ...driver, bindings }
}

const MEMORY = '/dev/shm'

/**
 * workerd's one thread stands still while a disk takes a write, and how long that is says more of
 * the disk and of who else writes than of the Worker; Cloudflare's does not. Where there is no
 * memory to store in, the disk it is.
 */
function storageInMemory(otherwise: string): string {
  if (statSync(MEMORY, { throwIfNoEntry: false })?.isDirectory() !== true) return otherwise
  const folder = mkdtempSync(join(MEMORY, 'admit-one-edge-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}

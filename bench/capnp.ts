/**
 * The text of a configuration for plain `workerd serve`. `embed` paths are relative to the file
 * the text is written to, which is why modules are named by their path there.
 */
export interface ServedWorker {
  name: string
  /** The first is the main module. */
  modules: readonly WorkerModule[]
  compatibilityDate: string
  compatibilityFlags: readonly string[]
  /** Classes of this Worker whose objects keep SQLite storage, in `storageFolder`. */
  objectClasses: readonly string[]
  storageFolder: string
  bindings: readonly Binding[]
}

export interface WorkerModule {
  /** As other modules import it. */
  name: string
  kind: 'esModule' | 'wasm' | 'text' | 'data' | 'json'
  /** Relative to the configuration's folder. */
  path: string
}

export type Binding =
  | { kind: 'text'; name: string; value: string }
  | { kind: 'json'; name: string; value: unknown }
  | { kind: 'object'; name: string; className: string; worker?: string | undefined }
  | { kind: 'service'; name: string; worker: string; entrypoint?: string | undefined }

/** A Worker reachable from outside. */
export interface Listener {
  name: string
  worker: string
  /** For a server that is to come back at its old address; else the system chooses. */
  port?: number
}

/** What Workers fetch is on this machine, where workerd by itself lets nobody reach. */
const THIS_MACHINE = '(name = "internet", network = (allow = ["local", "private"]))'

export function capnpConfig(
  workers: readonly ServedWorker[],
  listeners: readonly Listener[],
): string {
  const services = [
    ...workers.flatMap((worker) => [workerService(worker), ...storageService(worker)]),
    THIS_MACHINE,
  ]
  const sockets = listeners.map(({ name, worker, port = 0 }) =>
    record({
      name: text(name),
      address: text(`127.0.0.1:${port}`),
      http: '()',
      service: text(worker),
    }),
  )
  return [
    'using Workerd = import "/workerd/workerd.capnp";',
    'const config :Workerd.Config = (',
    `  services = ${list(services)},`,
    `  sockets = ${list(sockets)},`,
    ');',
    '',
  ].join('\n')
}

function workerService(worker: ServedWorker): string {
  const { objectClasses, bindings } = worker
  const fields: Record<string, string> = {
    modules: list(worker.modules.map(workerModule)),
    compatibilityDate: text(worker.compatibilityDate),
    compatibilityFlags: list(worker.compatibilityFlags.map(text)),
    bindings: list(bindings.map(binding)),
  }
  if (objectClasses.length > 0) {
    fields['durableObjectNamespaces'] = list(objectClasses.map(objectNamespace(worker.name)))
    fields['durableObjectStorage'] = record({ localDisk: text(storageName(worker)) })
  }
  return record({ name: text(worker.name), worker: record(fields) })
}

function storageService(worker: ServedWorker): string[] {
  if (worker.objectClasses.length === 0) return []
  const disk = record({ path: text(worker.storageFolder), writable: 'true' })
  return [record({ name: text(storageName(worker)), disk })]
}

function storageName(worker: ServedWorker): string {
  return `${worker.name}-storage`
}

function objectNamespace(workerName: string): (className: string) => string {
  return (className) =>
    record({
      className: text(className),
      uniqueKey: text(`${workerName}-${className}`),
      enableSql: 'true',
    })
}

function workerModule({ name, kind, path }: WorkerModule): string {
  return record({ name: text(name), [kind]: `embed ${text(path)}` })
}

function binding(given: Binding): string {
  return record({ name: text(given.name), ...bound(given) })
}

function bound(given: Binding): Record<string, string> {
  if (given.kind === 'text') return { text: text(given.value) }
  if (given.kind === 'json') return { json: text(JSON.stringify(given.value)) }
  const serviceName: Record<string, string> =
    given.worker === undefined ? {} : { serviceName: text(given.worker) }
  if (given.kind === 'object') {
    const className = text(given.className)
    return { durableObjectNamespace: record({ className, ...serviceName }) }
  }
  const entrypoint: Record<string, string> =
    given.entrypoint === undefined ? {} : { entrypoint: text(given.entrypoint) }
  return { service: record({ name: text(given.worker), ...entrypoint }) }
}

function record(fields: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(fields).map(([name, value]) => `${name} = ${value}`)
  return `(${pairs.join(', ')})`
}

function list(items: readonly string[]): string {
  return `[${items.join(', ')}]`
}

/** A string as Cap'n Proto writes it; its escapes are C's. */
function text(value: string): string {
  const escaped = [...Buffer.from(value)].map((byte) => {
    const isPlain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c
    return isPlain ? String.fromCodePoint(byte) : `\\x${byte.toString(16).padStart(2, '0')}`
  })
  return `"${escaped.join('')}"`
}

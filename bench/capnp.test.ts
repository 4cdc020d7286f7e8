import { expect, test } from 'vitest'
import { capnpConfig, type Binding, type ServedWorker } from './capnp.ts'

const worker: ServedWorker = {
  name: 'front',
  modules: [{ name: 'main.js', kind: 'esModule', path: 'front/main.js' }],
  compatibilityDate: '2026-10-01',
  compatibilityFlags: ['nodejs_compat'],
  objectClasses: [],
  storageFolder: '/data',
  bindings: [],
}

function configWith(bindings: Binding[]): string {
  return capnpConfig([{ ...worker, bindings }], [])
}

test('a listener is on this machine alone, on a port the system chooses', () => {
  const config = capnpConfig([worker], [{ name: 'http', worker: 'front' }])

  expect(config).toContain('(name = "http", address = "127.0.0.1:0", http = (), service = "front")')
})

test('a listener that must come back at its address names the port', () => {
  const config = capnpConfig([worker], [{ name: 'http', worker: 'front', port: 8_123 }])

  expect(config).toContain('address = "127.0.0.1:8123"')
})

test('a Worker without objects has no storage', () => {
  expect(configWith([])).not.toContain('disk')
})

test('objects keep SQLite storage on disk, under keys of their Worker', () => {
  const config = capnpConfig([{ ...worker, objectClasses: ['Room'] }], [])

  expect(config).toContain('(className = "Room", uniqueKey = "front-Room", enableSql = true)')
  expect(config).toContain('durableObjectStorage = (localDisk = "front-storage")')
  expect(config).toContain('disk = (path = "/data", writable = true)')
})

test.each<[Binding, string]>([
  [{ kind: 'text', name: 'A', value: 'b' }, '(name = "A", text = "b")'],
  [{ kind: 'json', name: 'A', value: [1] }, '(name = "A", json = "[1]")'],
  [
    { kind: 'object', name: 'A', className: 'Room' },
    '(name = "A", durableObjectNamespace = (className = "Room"))',
  ],
  [
    { kind: 'object', name: 'A', className: 'Room', worker: 'back' },
    '(name = "A", durableObjectNamespace = (className = "Room", serviceName = "back"))',
  ],
  [{ kind: 'service', name: 'A', worker: 'back' }, '(name = "A", service = (name = "back"))'],
  [
    { kind: 'service', name: 'A', worker: 'back', entrypoint: 'Admin' },
    '(name = "A", service = (name = "back", entrypoint = "Admin"))',
  ],
])('the binding %j is written', (binding, written) => {
  expect(configWith([binding])).toContain(written)
})

test('text that would end its string or is not ASCII is escaped byte by byte', () => {
  const config = configWith([{ kind: 'text', name: 'A', value: '"\\\n석' }])

  expect(config).toContain(String.raw`text = "\x22\x5c\x0a\xec\x84\x9d"`)
})

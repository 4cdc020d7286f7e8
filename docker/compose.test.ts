import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readConfig } from '../origin/config.ts'
import { composeOf, madeEnv, portsOf, read, root, type Service } from './compose-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'admit-one-docker-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const env = madeEnv(folder)
const text = read('docker-compose.yml')
const compose = composeOf(text)
const services = Object.entries(compose.services)
const started = composeOf(text, env)
const versionOf = (name: string) => compose.services[name]?.image.split(':')[1]
const dockerfileOf = (service: Service) =>
  service.build === undefined ? undefined : read(service.build.dockerfile)

const isThere = (source: string) =>
  source.startsWith('.') ? existsSync(resolve(root, source)) : source in compose.volumes
/** Whole or in part a secret that is asked for, with nothing in its place. */
const isAsked = (value: string) =>
  /\$\{\w+:\?run docker\/make-env\.sh first\}/.test(value) &&
  !/(?:password|user_\w+)="[^$]/.test(value)

describe.each(services)('the service %s', (_, service) => {
  test('says when it is well', () => {
    const isSaid =
      service.healthcheck !== undefined || dockerfileOf(service)?.includes('HEALTHCHECK')
    expect(isSaid).toBe(true)
  })

  test('comes back, and cannot take all the memory or fill the disk with its log', () => {
    expect(service.restart).toBe('unless-stopped')
    expect(service.mem_limit).toMatch(/^\d+[mg]$/)
    expect(service.logging?.options).toMatchObject({ 'max-size': '10m', 'max-file': '3' })
  })

  test('is of a version that is named', () => {
    expect(service.image).toMatch(/:v?\d+\.\d+\.\d+$/)
  })

  test('publishes nothing', () => {
    expect(service.ports).toBeUndefined()
  })

  test('is reached by the others, and waits for those only that there are', () => {
    expect(service.networks).toContain('stores')
    for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect(compose.services).toHaveProperty(name)
      expect(condition).toBe('service_healthy')
    }
  })

  test('mounts what is there', () => {
    const sources = (service.volumes ?? []).map((volume) => volume.split(':')[0] ?? '')
    expect(sources.filter((source) => !isThere(source))).toEqual([])
  })

  test('has no secret in the file', () => {
    const secrets = Object.entries(service.environment ?? {}).filter(([name]) =>
      /PASSWORD|SECRET|TOKEN|ACCESS_KEY|JAAS|MONGODB_URL/.test(name),
    )
    const bad = secrets.filter(([, value]) => !isAsked(value))
    expect(bad.map(([name]) => name)).toEqual([])
  })
})

test('what keeps data has no way out', () => {
  expect(compose.networks.stores?.internal).toBe(true)
  const networks = ['mongodb', 'kafka', 'objects'].map((name) => compose.services[name]?.networks)
  expect(networks).toEqual([['stores'], ['stores'], ['stores']])
})

test.each(['origin', 'pipelines'])('%s is told all that its configuration asks for', (name) => {
  const config = readConfig(started.services[name]?.environment ?? {}, '/app')

  expect(config.stores).toMatchObject({
    kind: 'real',
    mongodb: { url: `mongodb://origin:${env.MONGODB_PASSWORD}@mongodb:27017/?authSource=admin` },
    kafka: { brokers: ['kafka:9092'], login: { username: 'origin', password: env.KAFKA_PASSWORD } },
    s3: { endpoint: 'http://objects:7070', secretKey: env.S3_SECRET_KEY },
  })
  expect(config).toMatchObject({ host: '0.0.0.0', port: 8792, edgeUrl: 'https://queue.example' })
  expect(config.metricsToken).toBe(env.METRICS_TOKEN)
})

test('without its .env nothing starts, and the sentence says what to do', () => {
  expect(() => composeOf(text, {})).toThrow('run docker/make-env.sh first')
})

test('every address inside is that of a service', () => {
  const values = services.flatMap(([, { environment }]) => Object.values(environment ?? {}))
  const hosts = values.flatMap((value) => [...value.matchAll(/(?:\/\/|@|^)([a-z]+):\d{4,5}\b/g)])

  expect(hosts.length).toBeGreaterThan(5)
  const names = [...Object.keys(compose.services), 'localhost']
  expect(hosts.map(([, host = '']) => host).filter((host) => !names.includes(host))).toEqual([])
})

test('Prometheus scrapes what there is, with the token that the origin knows', () => {
  const prometheus = read('ops/prometheus.compose.yml')

  expect(prometheus).toContain("'origin:8792', 'pipelines:8792'")
  expect(prometheus).toContain('credentials_file: /run/secrets/metrics_token')
  expect(compose.secrets.metrics_token?.environment).toBe('METRICS_TOKEN')
})

test('the doors that the other file opens are on this machine alone, one for each', () => {
  const opened = Object.entries(portsOf(read('docker-compose.ports.yml')).services)
  const doors = opened.flatMap(([, { ports }]) => ports)

  expect(doors.filter((door) => !door.startsWith('127.0.0.1:'))).toEqual([])
  expect(new Set(doors).size).toBe(doors.length)
  const shut = opened.filter(([name]) => !compose.services[name]?.networks?.includes('outside'))
  expect(shut).toEqual([])
})

test('what is run by hand and what is run here are the same versions', () => {
  const pom = read('services/pom.xml')
  expect(pom).toContain(
    `<artifactId>kafka_2.13</artifactId>\n          <version>${versionOf('kafka')}<`,
  )
  expect(read('services/parts.ts')).toContain(`VERSITYGW_VERSION = '${versionOf('objects')}'`)
})

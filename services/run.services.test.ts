import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseEnv } from 'node:util'
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { MongoClient } from 'mongodb'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freePort } from './free-port.ts'
import { processRuns, untilGone } from './process-runs.ts'
import { testFolder } from './test-folder.ts'

const root = resolve(import.meta.dirname, '..')

/** Runs `npm run services` without npm, and answers at once. */
async function launch(dataDir: string, given: Record<string, string> = {}, args: string[] = []) {
  const env = {
    ...process.env,
    MONGODB_PORT: String(await freePort()),
    KAFKA_PORT: String(await freePort()),
    S3_PORT: String(await freePort()),
    DATA_DIR: dataDir,
    ...given,
  }
  const child = spawn(process.execPath, ['services/run.ts', ...args], { cwd: root, env })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await Promise.all(servers().map(untilGone))
  })
  let output = ''
  const ready = Promise.withResolvers<void>()
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      output += `${line}\n`
      if (line.startsWith('The same is in')) ready.resolve()
    })
  }
  const ended = once(child, 'close').then(([code]) => Number(code ?? -1))
  void ended.then(() => ready.reject(new Error(`It ended and said:\n${output}`)))
  ready.promise.catch(() => {})
  /** Everything whose command line speaks of this test's folder or ports. */
  const servers = () => processesWith([dataDir, `127.0.0.1:${env.S3_PORT}`], child.pid)
  return { child, env, ready: ready.promise, ended, servers, output: () => output }
}

function processesWith(words: string[], except: number | undefined): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== except && processRuns(pid))
    .filter((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        return words.some((word) => line.includes(word))
      } catch {
        return false
      }
    })
}

function variablesOf(dataDir: string) {
  return parseEnv(readFileSync(join(dataDir, 'services/keys/origin.env'), 'utf8'))
}

test('the three start, the origin is told of them, and Ctrl-C ends them all', async () => {
  const dataDir = testFolder()
  const { child, env, ready, ended, servers, output } = await launch(dataDir)
  await ready
  const told = variablesOf(dataDir)

  const mongodb = new MongoClient(told.MONGODB_URL ?? '')
  await mongodb.db('test').collection('facts').insertOne({ kept: true })
  await mongodb.close()
  const s3 = new S3Client({
    endpoint: told.S3_ENDPOINT ?? '',
    region: told.S3_REGION ?? '',
    forcePathStyle: true,
    credentials: {
      accessKeyId: told.S3_ACCESS_KEY ?? '',
      secretAccessKey: told.S3_SECRET_KEY ?? '',
    },
  })
  await s3.send(new HeadBucketCommand({ Bucket: told.S3_BUCKET }))
  s3.destroy()
  expect(told).toMatchObject({ STORES: 'real', KAFKA_BROKERS: `127.0.0.1:${env.KAFKA_PORT}` })
  expect(output()).not.toContain(told.S3_SECRET_KEY)
  expect(output()).not.toContain('Warning')
  expect(servers().length).toBeGreaterThanOrEqual(3)

  child.kill('SIGINT')

  expect(await ended).toBe(0)
  expect(servers()).toEqual([])
})

test('a kill of what started them leaves none of them', async () => {
  const { child, ready, ended, servers } = await launch(testFolder())
  await ready
  const running = servers()
  expect(running.length).toBeGreaterThanOrEqual(3)

  child.kill('SIGKILL')
  await ended

  await Promise.all(running.map(untilGone))
  expect(servers()).toEqual([])
})

test('one that dies is said with its last words, and ends the rest', async () => {
  const { ready, ended, servers, output } = await launch(testFolder())
  await ready
  const gateway = servers().find((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('versitygw\0'),
  )

  process.kill(Number(gateway), 'SIGKILL')

  expect(await ended).toBe(1)
  expect(output()).toContain("Versity's gateway was ended by SIGKILL")
  expect(servers()).toEqual([])
})

test('data and secrets outlive a stop, and --reset clears them', async () => {
  const dataDir = testFolder()
  const facts = async () => {
    const client = new MongoClient(variablesOf(dataDir).MONGODB_URL ?? '')
    return { client, facts: client.db('test').collection('facts') }
  }
  const once = async (args: string[], work: () => Promise<void>) => {
    const { child, ready, ended } = await launch(dataDir, {}, args)
    await ready
    await work()
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  }
  const counted = async () => {
    const { client, facts: there } = await facts()
    const count = await there.countDocuments()
    await client.close()
    return count
  }

  let secret: string | undefined
  await once([], async () => {
    const { client, facts: there } = await facts()
    await there.insertOne({ kept: true })
    await client.close()
    secret = variablesOf(dataDir).S3_SECRET_KEY
  })
  await once([], async () => {
    expect(await counted()).toBe(1)
    expect(variablesOf(dataDir).S3_SECRET_KEY).toBe(secret)
  })
  await once(['--reset'], async () => {
    expect(await counted()).toBe(0)
    expect(variablesOf(dataDir).S3_SECRET_KEY).not.toBe(secret)
  })
}, 120_000)

describe('one sentence and an exit code', () => {
  test('for a port in use, and --reset has cleared nothing then', async () => {
    const dataDir = testFolder()
    const port = await freePort()
    const other = createServer()
    onTestFinished(() => void other.close())
    await new Promise<void>((listening) => other.listen(port, '127.0.0.1', listening))

    const { ended, output } = await launch(dataDir, { KAFKA_PORT: String(port) }, ['--reset'])

    expect(await ended).toBe(1)
    expect(output()).toMatch(
      new RegExp(`^Port ${port}, where Kafka is to listen, is taken: .*KAFKA_PORT=.*\n$`),
    )
    expect(output()).not.toContain('Cleared')
  })

  test('for a folder of somebody else', async () => {
    const dataDir = testFolder()
    writeFileSync(join(dataDir, 'theirs'), '')

    const { ended, output } = await launch(dataDir)

    expect(await ended).toBe(1)
    expect(output()).toContain("holds files that are not Admit One's")
  })

  test('for a second one on the same folder', async () => {
    const dataDir = testFolder()
    const first = await launch(dataDir)
    await first.ready

    const second = await launch(dataDir)

    expect(await second.ended).toBe(1)
    expect(second.output()).toMatch(/^Servers already run on .*\n$/)
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
  })
})

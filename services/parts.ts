import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Part } from './installed.ts'
import type { Tool } from './tools.ts'

const VERSITYGW_VERSION = 'v1.8.0'

const here = import.meta.dirname
const pom = join(here, 'pom.xml')
const doubleSource = join(here, 'MongoDouble.java')

type Command = {
  readonly command: string
  readonly args: string[]
  readonly env?: Readonly<Record<string, string>>
}

/** One server, and how it is made in a folder that is empty. */
export type PartPlan = {
  readonly part: Part
  /** As a person calls it. */
  readonly name: string
  readonly takes: string
  readonly needs: readonly Tool[]
  /** Changes with everything that decides what is made. */
  readonly fingerprint: string
  commands(folder: string): readonly Command[]
}

export function partPlans(): readonly PartPlan[] {
  const jars = readFileSync(pom, 'utf8')
  return [
    {
      part: 'kafka',
      name: 'Kafka',
      takes: '45 MB, about 10 s',
      needs: ['Java', 'Maven'],
      fingerprint: fingerprint(jars),
      commands: (folder) => [copyJars('kafka', folder)],
    },
    {
      part: 'mongo-double',
      name: "MongoDB's double",
      takes: '6 MB, about 5 s',
      needs: ['Java', 'Maven'],
      fingerprint: fingerprint(jars, readFileSync(doubleSource, 'utf8')),
      commands: (folder) => [copyJars('mongo-double', folder), compileDouble(folder)],
    },
    {
      part: 'object-server',
      name: "Versity's gateway",
      takes: 'built from source, about 80 s',
      needs: ['Go'],
      fingerprint: fingerprint(VERSITYGW_VERSION, process.platform, process.arch),
      commands: (folder) => [buildVersitygw(folder)],
    },
  ]
}

function copyJars(profile: Part, folder: string): Command {
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime']
  const where = `-DoutputDirectory=${join(folder, 'jars')}`
  return { command: 'mvn', args: ['-B', '-q', '-ntp', '-f', pom, '-P', profile, ...goal, where] }
}

/** Once here rather than at every start; for the oldest Java that will do, whichever compiles. */
function compileDouble(folder: string): Command {
  const target = ['--release', '17', '-d', join(folder, 'classes')]
  return { command: 'javac', args: ['-cp', join(folder, 'jars', '*'), ...target, doubleSource] }
}

function buildVersitygw(folder: string): Command {
  const command = `github.com/versity/versitygw/cmd/versitygw@${VERSITYGW_VERSION}`
  return {
    command: 'go',
    args: ['install', '-trimpath', '-ldflags=-s -w', command],
    // Without C, for which the machine would need a compiler of its own.
    env: { GOBIN: folder, CGO_ENABLED: '0' },
  }
}

function fingerprint(...what: string[]): string {
  return createHash('sha256').update(what.join('\0')).digest('hex')
}

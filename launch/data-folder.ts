import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { LaunchProblem, systemCode } from './problem.ts'

// The folder carries a mark with the number of its format. The mark is what makes it ours: only a
// marked folder is ever cleared, and only an empty one is ever marked, so that DATA_DIR=/home
// can neither be filled nor wiped.

/** Raised when what is in the folder can no longer be read by code that knew the former number. */
export const DATA_FORMAT = 1
const MARK = 'format.json'
/** More than a start writes: a disk that cannot take this is as good as full. */
const PROBE_BYTES = 1_048_576

const mark = z.object({ product: z.literal('admit-one'), format: z.number().int().min(1) })

/** Makes the folder ours, or says in a sentence why it cannot be. */
export function openDataFolder(dataDir: string, { reset }: { reset: boolean }): void {
  try {
    makeFolder(dataDir)
    const format = readFormat(dataDir)
    if (format !== undefined && format > DATA_FORMAT && !reset) {
      throw new LaunchProblem(
        `${dataDir} was written by a later version of Admit One (format ${format}, this one reads ${DATA_FORMAT}): update Admit One, choose another DATA_DIR, or clear it with npm start -- --reset.`,
      )
    }
    if (format === undefined) writeMark(dataDir)
    const probe = join(dataDir, 'probe')
    writeFileSync(probe, Buffer.alloc(PROBE_BYTES))
    rmSync(probe)
  } catch (error) {
    throw new LaunchProblem(explain(dataDir, error), { cause: error })
  }
}

/**
 * Clears a folder that is ours. The mark stays throughout, so that a cut leaves the folder ours, and
 * so does what begins with `keep`: the lock that is held meanwhile, with its journal.
 */
export function clearDataFolder(dataDir: string, keep: string): void {
  try {
    for (const name of readdirSync(dataDir)) {
      if (name === MARK || name.startsWith(keep)) continue
      rmSync(join(dataDir, name), { recursive: true, force: true })
    }
    writeMark(dataDir)
  } catch (error) {
    throw new LaunchProblem(explain(dataDir, error), { cause: error })
  }
}

/** Node's own `recursive` never comes back where even the parent cannot be made, as in /proc. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder)
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return
    if (systemCode(error) !== 'ENOENT' || existsSync(dirname(folder))) throw error
    makeFolder(dirname(folder))
    mkdirSync(folder)
  }
}

function writeMark(dataDir: string): void {
  const draft = join(dataDir, `${MARK}.${process.pid}`)
  writeFileSync(draft, JSON.stringify({ product: 'admit-one', format: DATA_FORMAT }))
  renameSync(draft, join(dataDir, MARK))
}

/** The format of a folder that is ours; none for an empty one. */
function readFormat(dataDir: string): number | undefined {
  const names = readdirSync(dataDir)
  if (!names.includes(MARK)) {
    if (names.every((name) => name.startsWith(MARK))) return undefined
    throw new LaunchProblem(
      `${dataDir} holds files that are not Admit One's: set DATA_DIR to an empty or a new folder.`,
    )
  }
  const parsed = mark.safeParse(parseJson(readFileSync(join(dataDir, MARK), 'utf8')))
  if (parsed.success) return parsed.data.format
  throw new LaunchProblem(
    `${join(dataDir, MARK)} cannot be read as Admit One's: set DATA_DIR to an empty or a new folder.`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function explain(dataDir: string, error: unknown): string {
  if (error instanceof LaunchProblem) return error.message
  const code = systemCode(error)
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk of ${dataDir} is full: free some space, or set DATA_DIR to a folder elsewhere.`
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${dataDir} cannot be written (${code}): make it writable, or set DATA_DIR to a folder that is.`
    case 'ENOTDIR':
    case 'EEXIST':
      return `${dataDir} is not a folder: set DATA_DIR to one.`
    case undefined:
      throw error
    default:
      return `${dataDir} cannot be used (${code}): set DATA_DIR to another folder.`
  }
}

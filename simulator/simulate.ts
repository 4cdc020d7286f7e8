/** The whole command: read what is asked, check all of it, rehearse, and say what was found. */
import { accessSync, constants, statSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseCommand, type Command } from './arguments.ts'
import { HELP, listText } from './help.ts'
import { fileSchema } from './allowed.ts'
import { loadScenario, standardScenarios } from './load.ts'
import { pageOf } from './page.ts'
import { progressOn, type Progress, type Terminal } from './progress.ts'
import type { Result } from './result.ts'
import type { Scenario } from './scenario.ts'
import { tableOf } from './table.ts'

type Rehearse = (scenario: Scenario, onProgress?: (progress: Progress) => void) => Result

/** Where the command runs. */
export type Surroundings = {
  readonly rehearse: Rehearse
  /** Where relative paths start. */
  readonly folder: string
  readonly print: (text: string) => void
  readonly errors: Terminal
  readonly nowMs: () => number
}

const EXIT = { good: 0, broken: 1, wrong: 2 } as const

/** Answers the exit code. */
export async function simulate(args: readonly string[], around: Surroundings): Promise<number> {
  const command = parseCommand(args)
  switch (command.kind) {
    case 'help':
      around.print(HELP)
      return EXIT.good
    case 'list':
      around.print(listText(standardScenarios()))
      return EXIT.good
    case 'schema':
      around.print(JSON.stringify(fileSchema(), null, 2))
      return EXIT.good
    case 'wrong':
      return refuse(command.message, around)
    case 'rehearse':
      return await rehearseAndShow(command, around)
  }
}

async function rehearseAndShow(
  { source, settings, json, html }: Extract<Command, { kind: 'rehearse' }>,
  around: Surroundings,
): Promise<number> {
  const { folder, rehearse, print } = around
  const file = html === undefined ? undefined : resolve(folder, html)
  const obstacle = file === undefined ? undefined : obstacleTo(file)
  if (obstacle !== undefined) return refuse(`--html ${html}: ${obstacle}.`, around)
  const loaded = loadScenario(source, settings, folder)
  if (loaded.kind === 'wrong') return refuse(loaded.message, around)

  const progress = progressOn(around.errors, around.nowMs)
  const result = rehearse(loaded.scenario, progress.show)
  progress.done()

  print(json ? JSON.stringify(result) : tableOf(result))
  if (file !== undefined) {
    try {
      writeFileSync(file, await pageOf(result))
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown'
      return refuse(`--html ${html}: the page could not be written: ${reason}`, around)
    }
    if (!json) print(`\nThe page is in ${file}.`)
  }
  return result.violationCount === 0 ? EXIT.good : EXIT.broken
}

function refuse(message: string, { errors }: Surroundings): number {
  errors.write(`${message}\n`)
  return EXIT.wrong
}

/** Why the file could not be written; looked at before hours of a sale are rehearsed for it. */
function obstacleTo(file: string): string | undefined {
  const there = statSync(file, { throwIfNoEntry: false })
  if (there?.isDirectory() === true) return 'this is a folder; the name of a file is allowed'
  const parent = statSync(dirname(file), { throwIfNoEntry: false })
  if (parent?.isDirectory() !== true) return `there is no folder ${dirname(file)}`
  try {
    accessSync(there === undefined ? dirname(file) : file, constants.W_OK)
    return undefined
  } catch {
    return 'it may not be written'
  }
}

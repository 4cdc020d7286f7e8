import { SetupProblem } from '../setup/problem.cjs'
import { explainApt } from './install-problem.ts'

/** Runs a command to its end and keeps what it printed; `capture` of setup/child.cjs is one. */
export type Run = (
  command: string,
  args: string[],
  options: { timeoutMs: number; env?: NodeJS.ProcessEnv },
) => Promise<{ ok: boolean; output: string; timedOut: boolean }>

export type Tool = 'Java' | 'Maven' | 'Go'

type ToolFacts = {
  /** All of these must print at least this version. */
  commands: readonly string[][]
  version: RegExp
  least: readonly [number, number]
  what: string
  debian: string
}

const tools: Readonly<Record<Tool, ToolFacts>> = {
  Java: {
    // The compiler makes our own class; a machine may have the one without the other.
    commands: [
      ['java', '-version'],
      ['javac', '-version'],
    ],
    version: /(?:version "|javac )(\d+)(?:\.(\d+))?/,
    least: [17, 0],
    what: 'Java 17 or later with its compiler',
    debian: 'default-jdk-headless',
  },
  Maven: {
    commands: [['mvn', '-v']],
    version: /Apache Maven (\d+)\.(\d+)/,
    least: [3, 6],
    what: 'Maven 3.6 or later',
    debian: 'maven',
  },
  Go: {
    commands: [['go', 'version']],
    version: /go(\d+)\.(\d+)/,
    // From here on Go fetches by itself the later Go that a module asks for.
    least: [1, 21],
    what: 'Go 1.21 or later',
    debian: 'golang',
  },
}

const ASK_WITHIN_MS = 60_000
const INSTALL_WITHIN_MS = 20 * 60_000

/** Sees to it that the tools are there: as root on Debian by its packages, else by a sentence. */
export async function haveTools(
  needed: readonly Tool[],
  { run, say, isRoot }: { run: Run; say: (line: string) => void; isRoot: boolean },
): Promise<void> {
  const missing = await missingOf(needed, run)
  if (missing.length === 0) return
  const { ok: onDebian } = await run('apt-get', ['--version'], { timeoutMs: ASK_WITHIN_MS })
  if (!isRoot || !onDebian) throw new SetupProblem(missingSentence(missing))
  say(`Installing ${missing.join(', ')} as Debian's packages (once, about a minute) …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const packages = missing.map((tool) => tools[tool].debian)
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const { ok, output } = await run('apt-get', args, { timeoutMs: INSTALL_WITHIN_MS, env })
    if (!ok) throw new SetupProblem(explainApt(output, packages))
  }
  const still = await missingOf(missing, run)
  if (still.length > 0) throw new SetupProblem(missingSentence(still, "Debian's package is older"))
}

async function missingOf(needed: readonly Tool[], run: Run): Promise<Tool[]> {
  const missing: Tool[] = []
  for (const tool of needed) {
    for (const [command = '', ...args] of tools[tool].commands) {
      const { output } = await run(command, args, { timeoutMs: ASK_WITHIN_MS })
      if (isEnough(tool, output)) continue
      missing.push(tool)
      break
    }
  }
  return missing
}

/** Whether what a tool says of itself is a version that will do. */
export function isEnough(tool: Tool, said: string): boolean {
  const { version, least } = tools[tool]
  const [, major, minor = '0'] = version.exec(said) ?? []
  if (major === undefined) return false
  return Number(major) > least[0] || (Number(major) === least[0] && Number(minor) >= least[1])
}

function missingSentence(missing: readonly Tool[], because?: string): string {
  const what = missing.map((tool) => tools[tool].what).join(' and ')
  const verb = missing.length === 1 ? 'is' : 'are'
  if (because !== undefined) {
    return `${what} ${verb} missing, and ${because}: install it by hand, and run this again.`
  }
  const packages = missing.map((tool) => tools[tool].debian).join(' ')
  return `${what} ${verb} missing: install what is missing (on Debian: apt-get install ${packages}), and run this again.`
}

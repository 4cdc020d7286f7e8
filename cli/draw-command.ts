/** The check of a draw as a command: what is read, said, and ended with. */
import { verifyBeacon } from '../core/queue/draw/beacon-signature.ts'
import { checkDraw, holds } from '../core/queue/draw/check.ts'
import { drawDocument, type DrawDocument, type Drawn } from '../core/queue/draw/document.ts'
import { lonePermutation } from '../core/queue/draw/permutation.ts'
import { drawnPositions, numberAtPosition } from '../core/queue/draw/positions.ts'
import { positionOfNumber } from '../core/queue/draw/positions.ts'
import { BadInput, HELP, readArguments, type DrawArguments } from './draw-arguments.ts'
import { grouped, reportOf, titleOf } from './draw-report.ts'

export type Surroundings = {
  readonly read: (path: string) => string
  readonly print: (text: string) => void
  readonly complain: (text: string) => void
  readonly nowMs: () => number
}

/** Returns what the process ends with: 0 good, 1 something fails, 2 it cannot tell. */
export function checkDrawCommand(args: readonly string[], around: Surroundings): 0 | 1 | 2 {
  try {
    const asked = readArguments(args)
    if (asked.help) {
      around.print(HELP)
      return 0
    }
    const document = documentIn(asked.path, around.read)
    // Asked before the check is printed: a slip in the question leaves no half answer.
    const answers = answersTo(document, asked)
    const isGood = check(document, around)
    for (const answer of answers) around.print(answer)
    return isGood ? 0 : 1
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    around.complain(error.message)
    return 2
  }
}

function check(document: DrawDocument, { print, nowMs }: Surroundings): boolean {
  if (document.phase !== 'none') print(titleOf(document))
  const startedMs = nowMs()
  const findings = checkDraw(document, verifyBeacon)
  const seconds = ((nowMs() - startedMs) / 1_000).toFixed(2)
  print(reportOf(findings))
  const isGood = holds(findings)
  print(isGood ? `The draw is as it should be (${seconds} s).` : 'The draw is not as it should be.')
  return isGood
}

function answersTo(document: DrawDocument, { number, position, lane }: DrawArguments): string[] {
  if (number === undefined && position === undefined) return []
  if (document.phase !== 'drawn')
    throw new BadInput('phase: there are no positions before the draw.')
  const id = laneIn(document, lane)
  const lone = drawnPositions(document, id, lonePermutation)
  const answers: string[] = []
  if (number !== undefined) {
    const found = positionOfNumber(lone, number)
    const stands = found === undefined ? 'was not handed out' : `stands at ${grouped(found)}`
    answers.push(`Number ${grouped(number)} of lane ${id} ${stands}, counted from 0.`)
  }
  if (position !== undefined) {
    const found = numberAtPosition(lone, position)
    const whose = found === undefined ? 'nobody’s' : `of number ${grouped(found)}`
    answers.push(`Position ${grouped(position)} of lane ${id}, counted from 0, is ${whose}.`)
  }
  return answers
}

function laneIn({ lanes }: Drawn, asked: string | undefined): string {
  const names = lanes.map(({ id }) => id)
  const [only] = names
  if (asked === undefined && names.length === 1 && only !== undefined) return only
  if (asked !== undefined && names.includes(asked)) return asked
  throw new BadInput(`--lane: one of ${names.join(', ')}.`)
}

function documentIn(path: string, read: Surroundings['read']): DrawDocument {
  const parsed = drawDocument.safeParse(jsonIn(path, read))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue === undefined || issue.path.length === 0 ? 'document' : issue.path.join('.')
  throw new BadInput(`${field}: ${issue?.message ?? 'not the document of a draw'}.`)
}

function jsonIn(path: string, read: Surroundings['read']): unknown {
  let text
  try {
    text = read(path)
  } catch {
    throw new BadInput(`FILE: "${path}" cannot be read.`)
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new BadInput('FILE: not JSON.')
  }
}

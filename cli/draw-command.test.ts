import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { drawDocument, type DrawDocument } from '../core/queue/draw/document.ts'
import { checkDrawCommand } from './draw-command.ts'

const VECTORS = new URL('../docs/draw-vectors.json', import.meta.url)
const { draws } = z
  .object({ draws: z.array(z.object({ document: drawDocument })) })
  .parse(JSON.parse(readFileSync(VECTORS, 'utf8')))
const documentAt = (index: number): DrawDocument =>
  draws[index]?.document ?? { phase: 'none', epoch: 'none' }
const good = documentAt(1)

/** What the command says and ends with, of a document that lies in a file. */
function run(document: unknown, ...args: string[]) {
  const printed: string[] = []
  const complained: string[] = []
  const exit = checkDrawCommand(['draw.json', ...args], {
    read: () => (typeof document === 'string' ? document : JSON.stringify(document)),
    print: (text) => printed.push(text),
    complain: (text) => complained.push(text),
    nowMs: () => 0,
  })
  return { exit, out: printed.join('\n'), errors: complained.join('\n') }
}

describe('admit-one verify-draw', () => {
  test('R9: a good draw ends with 0, and says what was checked', () => {
    const { exit, out, errors } = run(good)

    expect([exit, errors]).toEqual([0, ''])
    expect(out).toContain('Draw of epoch epoch-2, round 1000 at 2023-08-23T15:59:24.000Z')
    expect(out).toContain('lane general: 255 numbers, 0 never accounted for')
    expect(out).toContain('good   the League of Entropy signed the round')
    expect(out).not.toContain('FAILS')
  })

  test('R9: one edited number ends with 1, and is named', () => {
    const { exit, out } = run({ ...good, seed: '11'.repeat(32) })

    expect(exit).toBe(1)
    expect(out).toContain(
      'FAILS  the seed is the one that was committed to: the seed is another one',
    )
    expect(out).toContain('[seed-is-not-the-committed-one]')
    expect(out).toContain('The draw is not as it should be.')
  })

  test('R9: a draw that is void, or has yet to come, is no good draw', () => {
    const gone = { ...good, phase: 'void', reason: 'operator', voidAtMs: 9, afterRound: true }
    const again = { epoch: 'old', commitment: '11'.repeat(32), reason: 'seed-lost', voidAtMs: 9 }
    const next = { ...good, phase: 'announced', announcedAtMs: 9, earlier: [again] }

    expect(run(gone)).toMatchObject({ exit: 1, out: expect.stringContaining('after its round') })
    expect(run(next).out).toContain('An earlier draw, of epoch old, was made void at')
    expect(run(next).out).toContain('[not-drawn-yet]')
    expect(run({ phase: 'none', epoch: 'x' }).out).toContain('[no-draw]')
  })

  test('R9: says where a number stands, and whose a position is', () => {
    const { exit, out } = run(good, '--lane', 'club', '--number', '3', '--position', '4')

    expect(exit).toBe(0)
    expect(out).toContain('Number 3 of lane club stands at 4, counted from 0.')
    expect(out).toContain('Position 4 of lane club, counted from 0, is of number 3.')
    expect(run(good, '--lane', 'club', '--number', '2').out).toContain('was not handed out')
  })

  test('a lane may be left out where there is one', () => {
    const lanes = 'lanes' in good ? good.lanes.slice(0, 1) : []

    expect(run({ ...good, lanes }, '--number', '0').out).toContain('Number 0 of lane club')
  })

  test('helps', () => {
    expect(run('', '--help')).toMatchObject({ exit: 0, errors: '' })
  })

  test.each([
    ['FILE', 'not json', []],
    ['FILE', good, ['another.json']],
    ['document', [], []],
    ['phase', { ...good, phase: 'over' }, []],
    ['seed', { ...good, seed: 'abc' }, []],
    [
      'lanes.0.size',
      { ...good, lanes: [{ id: 'a', size: -1, upTo: 1, unaccounted: 0, ranges: '' }] },
      [],
    ],
    ['round', { ...good, round: 1.5 }, []],
    ['--lane', good, ['--number', '1']],
    ['--lane', good, ['--number', '1', '--lane', 'vip']],
    ['--number', good, ['--number=-1']],
    ['--number', good, ['--number', '1e3']],
    ['--position', good, ['--position', '']],
    ['--nobody', good, ['--nobody']],
    ['phase', { phase: 'none', epoch: 'x' }, ['--number', '1']],
  ])('ends with 2 and names %s, and prints nothing, for bad input %#', (field, document, args) => {
    const { exit, out, errors } = run(document, ...args)

    expect([exit, out]).toEqual([2, ''])
    expect(errors).toContain(field)
  })

  test('a file that is not there ends with 2, and so does none', () => {
    const complained: string[] = []
    const around = {
      read: () => expect.fail('not there'),
      print: () => expect.fail('nothing to say'),
      complain: (text: string) => complained.push(text),
      nowMs: () => 0,
    }

    expect([checkDrawCommand(['none.json'], around), checkDrawCommand([], around)]).toEqual([2, 2])
    expect(complained).toEqual([
      'FILE: "none.json" cannot be read.',
      'FILE: say which document to check, or - to read it from stdin.',
    ])
  })

  test('R9: a million positions are checked in less than ten seconds', () => {
    const started = performance.now()

    expect(run(documentAt(3)).exit).toBe(0)
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})

describe('the specification in docs/draw.md', () => {
  const hasPython = (() => {
    try {
      return execFileSync('python3', ['-c', 'import sys; print(sys.version_info[0])']).length > 0
    } catch {
      return false
    }
  })()

  // Where there is no Python there is nothing to run; the vectors themselves are tested in core.
  test.runIf(hasPython)('R9: written once more in Python comes to the same positions', () => {
    const script = new URL('../docs/draw.py', import.meta.url).pathname
    const said = execFileSync('python3', [script, VECTORS.pathname], { encoding: 'utf8' })

    expect(said).toBe('44 positions as they should be\n')
  })
})
